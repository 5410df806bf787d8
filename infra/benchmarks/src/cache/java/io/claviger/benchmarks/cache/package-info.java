/** What a token costs in memory and at its expiry, beside the caches that people use instead. */
@NullMarked
package io.claviger.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
