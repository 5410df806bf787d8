/** The Lambda function that serves the token API. */
@NullMarked
package io.claviger.token;

import org.jspecify.annotations.NullMarked;
