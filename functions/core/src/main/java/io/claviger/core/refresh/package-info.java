/** Renewing access tokens: once for all callers, late in a token's life, and within Adobe's limits. */
@NullMarked
package io.claviger.core.refresh;

import org.jspecify.annotations.NullMarked;
