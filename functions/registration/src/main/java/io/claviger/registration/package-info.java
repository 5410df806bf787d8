/** The Lambda function that serves the applications and instances API. */
@NullMarked
package io.claviger.registration;

import org.jspecify.annotations.NullMarked;
