/** Reading and writing JSON. */
@NullMarked
package io.claviger.sandbox.json;

import org.jspecify.annotations.NullMarked;
