/** The Lambda function that checks for revoked statements: scheduled, on evidence and on demand. */
@NullMarked
package io.claviger.revocationcheck;

import org.jspecify.annotations.NullMarked;
