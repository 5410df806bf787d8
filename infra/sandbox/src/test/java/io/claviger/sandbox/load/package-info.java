/** The sandbox under load. */
@NullMarked
package io.claviger.sandbox.load;

import org.jspecify.annotations.NullMarked;
