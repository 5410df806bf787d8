/**
 * Deterministic simulation testing: the real use cases run in several processes over simulated ports. One seeded
 * scheduler decides at each port call which task runs next, on a simulated clock, and faults are injected.
 */
@NullMarked
package io.claviger.core.simulation;

import org.jspecify.annotations.NullMarked;
