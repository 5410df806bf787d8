/** What Claviger costs, always as a ratio to something measured in the same run. */
@NullMarked
package io.claviger.benchmarks;

import org.jspecify.annotations.NullMarked;
