/** Where client credentials are kept. */
@NullMarked
package io.claviger.core.vault;

import org.jspecify.annotations.NullMarked;
