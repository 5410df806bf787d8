/** Client credentials and software statements as they are kept, and keeping them in Secrets Manager. */
@NullMarked
package io.claviger.aws.vault;

import org.jspecify.annotations.NullMarked;
