/** In-memory fakes of {@code core}'s ports: stores, vault, queue and Adobe Pass. */
@NullMarked
package io.claviger.core.fake;

import org.jspecify.annotations.NullMarked;
