/** Renewing access tokens: once for all who ask, late in a token's life, and politely. */
@NullMarked
package io.claviger.core.refresh;

import org.jspecify.annotations.NullMarked;
