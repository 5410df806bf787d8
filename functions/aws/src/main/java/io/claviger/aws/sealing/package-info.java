/** Sealing what is secret or personal in a table, under a keyset that Secrets Manager keeps and rotates. */
@NullMarked
package io.claviger.aws.sealing;

import org.jspecify.annotations.NullMarked;
