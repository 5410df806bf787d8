/** An identity provider that issues JWTs. */
@NullMarked
package io.claviger.local.identity;

import org.jspecify.annotations.NullMarked;
