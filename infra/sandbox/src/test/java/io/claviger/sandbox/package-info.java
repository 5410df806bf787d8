/** The sandbox, tried from outside. */
@NullMarked
package io.claviger.sandbox;

import org.jspecify.annotations.NullMarked;
