/** The Lambda function that rotates the keyset for Secrets Manager. The keyset seals the secrets in the tables. */
@NullMarked
package io.claviger.keysetrotation;

import org.jspecify.annotations.NullMarked;
