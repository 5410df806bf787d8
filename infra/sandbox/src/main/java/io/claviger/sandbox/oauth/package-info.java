/** Dynamic client registration and access tokens, as Adobe Pass documents them. */
@NullMarked
package io.claviger.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
