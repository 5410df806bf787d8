package io.claviger.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * {@code -Dseeds=N} sets the number of seeds and {@code -Dfirst=N} the first one. {@code -Dseed=N} replays one seed.
 * A failing seed is shrunk and reported.
 */
class SimulationTest {
    private static final long DEFAULT_SEEDS = 10_000;
    private static final long SEEDS = Long.getLong("seeds", DEFAULT_SEEDS);
    private static final long FIRST = Long.getLong("first", 0);

    @Test
    void no_interleaving_crash_or_outage_violates_an_invariant() {
        Long replayed = Long.getLong("seed");
        Summary summary = replayed == null
                ? SeedRunner.run(FIRST, FIRST + SEEDS, Mutation.NONE)
                : SeedRunner.run(replayed, replayed + 1, Mutation.NONE);
        System.out.println(summary);
        summary.failed().stream()
                .limit(1)
                .flatMap(seed -> new Shrinker(seed, Mutation.NONE).report().stream())
                .forEach(System.out::println);
        assertThat(summary.violations()).isEmpty();
        if (replayed == null && SEEDS >= DEFAULT_SEEDS) {
            assertThat(summary.states()).containsKey(CredentialInvariants.TAKEN_OVER_WHILE_REPLACING);
        }
    }
}
