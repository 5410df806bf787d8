/** A fleet of instances through the real use cases and adapters, with a compressed clock. */
@NullMarked
package io.claviger.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
