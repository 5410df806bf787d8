/** Claviger's cost, as a ratio to a baseline measured in the same run. */
@NullMarked
package io.claviger.benchmarks;

import org.jspecify.annotations.NullMarked;
