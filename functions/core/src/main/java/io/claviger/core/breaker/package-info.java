/** Stops calls to an authorization server that does not answer. */
@NullMarked
package io.claviger.core.breaker;

import org.jspecify.annotations.NullMarked;
