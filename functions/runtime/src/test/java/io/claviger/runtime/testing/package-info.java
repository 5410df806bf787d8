/** Helpers for the tests of every function: Lambda's context, and events of a queue. */
@NullMarked
package io.claviger.runtime.testing;

import org.jspecify.annotations.NullMarked;
