/** An empty function, the baseline for the cost of a real one. */
@NullMarked
package io.claviger.baseline;

import org.jspecify.annotations.NullMarked;
