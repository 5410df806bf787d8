/** Claviger's requirements, tested from outside over the whole local system. */
@NullMarked
package io.claviger.acceptance;

import org.jspecify.annotations.NullMarked;
