/** X-Ray, as far as functions meet it. */
@NullMarked
package io.claviger.local.tracing;

import org.jspecify.annotations.NullMarked;
