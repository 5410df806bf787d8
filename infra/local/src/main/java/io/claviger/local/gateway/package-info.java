/** API Gateway's HTTP API, payload format 2.0, with its JWT authorizer. */
@NullMarked
package io.claviger.local.gateway;

import org.jspecify.annotations.NullMarked;
