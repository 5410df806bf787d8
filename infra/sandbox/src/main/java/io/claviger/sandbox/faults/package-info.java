/** What the sandbox does wrong on request. */
@NullMarked
package io.claviger.sandbox.faults;

import org.jspecify.annotations.NullMarked;
