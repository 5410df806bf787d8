/** The parts of X-Ray that functions use. */
@NullMarked
package io.claviger.local.tracing;

import org.jspecify.annotations.NullMarked;
