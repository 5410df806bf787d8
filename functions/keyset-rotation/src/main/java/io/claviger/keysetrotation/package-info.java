/** The Lambda function by which Secrets Manager rotates the keyset that seals Claviger's tables. */
@NullMarked
package io.claviger.keysetrotation;

import org.jspecify.annotations.NullMarked;
