/**
 * The proof by simulation: the real use cases over simulated ports, several processes at once, one seeded scheduler that
 * decides at each port call who runs next, a simulated clock, and faults.
 */
@NullMarked
package io.claviger.core.simulation;

import org.jspecify.annotations.NullMarked;
