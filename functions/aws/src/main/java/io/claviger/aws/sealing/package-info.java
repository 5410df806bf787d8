/** Sealing of secret and personal values in a table, with a keyset that Secrets Manager stores and rotates. */
@NullMarked
package io.claviger.aws.sealing;

import org.jspecify.annotations.NullMarked;
