/** A load test of the sandbox. */
@NullMarked
package io.claviger.sandbox.load;

import org.jspecify.annotations.NullMarked;
