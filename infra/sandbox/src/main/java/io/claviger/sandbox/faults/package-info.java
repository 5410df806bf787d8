/** The faults that the sandbox produces on request, and the throttle. */
@NullMarked
package io.claviger.sandbox.faults;

import org.jspecify.annotations.NullMarked;
