/** Puts the use cases together. */
@NullMarked
package io.claviger.core.usecases;

import org.jspecify.annotations.NullMarked;
