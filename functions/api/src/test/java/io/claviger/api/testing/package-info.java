/** What the tests of every function call it with: events as API Gateway sends them, and an identity provider. */
@NullMarked
package io.claviger.api.testing;

import org.jspecify.annotations.NullMarked;
