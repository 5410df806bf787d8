/** Handing out valid access tokens. */
@NullMarked
package io.claviger.core.vending;

import org.jspecify.annotations.NullMarked;
