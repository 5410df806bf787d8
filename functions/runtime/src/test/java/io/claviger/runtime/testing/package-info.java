/** What the tests of every function call it with: Lambda's context and events of a queue. */
@NullMarked
package io.claviger.runtime.testing;

import org.jspecify.annotations.NullMarked;
