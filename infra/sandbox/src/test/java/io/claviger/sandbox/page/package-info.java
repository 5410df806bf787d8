/** The page, tried in a browser. */
@NullMarked
package io.claviger.sandbox.page;

import org.jspecify.annotations.NullMarked;
