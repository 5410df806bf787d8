/** Stateful stand-ins for what {@code core} talks to: stores, vault, queue and Adobe Pass, all in memory. */
@NullMarked
package io.claviger.core.fake;

import org.jspecify.annotations.NullMarked;
