/** Tests of the sandbox over HTTP. */
@NullMarked
package io.claviger.sandbox;

import org.jspecify.annotations.NullMarked;
