/** Keeps calls to Adobe Pass within its limits: the pace of a device's address, and cool-downs after failures. */
@NullMarked
package io.claviger.core.pacing;

import org.jspecify.annotations.NullMarked;
