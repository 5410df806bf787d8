/** An identity provider to get JWTs from. */
@NullMarked
package io.claviger.local.identity;

import org.jspecify.annotations.NullMarked;
