/** What an empty function costs, so that the cost of a full one can be told. */
@NullMarked
package io.claviger.baseline;

import org.jspecify.annotations.NullMarked;
