/** JSON as the sandbox reads and writes it. */
@NullMarked
package io.claviger.sandbox.json;

import org.jspecify.annotations.NullMarked;
