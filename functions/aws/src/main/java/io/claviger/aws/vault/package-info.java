/** Client credentials and software statements in Secrets Manager, and the stored JSON of a client. */
@NullMarked
package io.claviger.aws.vault;

import org.jspecify.annotations.NullMarked;
