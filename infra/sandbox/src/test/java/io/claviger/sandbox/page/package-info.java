/** Tests of the page in a browser. */
@NullMarked
package io.claviger.sandbox.page;

import org.jspecify.annotations.NullMarked;
