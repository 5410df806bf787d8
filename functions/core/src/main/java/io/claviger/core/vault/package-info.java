/** The port to the store of client credentials. */
@NullMarked
package io.claviger.core.vault;

import org.jspecify.annotations.NullMarked;
