/** Helpers for the tests of API functions: API Gateway's events, and an identity provider. */
@NullMarked
package io.claviger.api.testing;

import org.jspecify.annotations.NullMarked;
