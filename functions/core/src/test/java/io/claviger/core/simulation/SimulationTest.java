package io.claviger.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * {@code -Dseeds=N} runs so many seeds, {@code -Dfirst=N} from another than zero on; {@code -Dseed=N} replays a single one and prints it, as small as it still fails.
 */
class SimulationTest {
    private static final long ENOUGH = 10_000;
    private static final long SEEDS = Long.getLong("seeds", ENOUGH);
    private static final long FIRST = Long.getLong("first", 0);

    @Test
    void no_promise_is_broken_under_any_interleaving_crash_or_outage() {
        Long replayed = Long.getLong("seed");
        Summary summary = replayed == null
                ? Campaign.run(FIRST, FIRST + SEEDS, Mutation.NONE)
                : Campaign.run(replayed, replayed + 1, Mutation.NONE);
        System.out.println(summary);
        summary.failed().stream()
                .limit(1)
                .flatMap(seed -> new Shrinking(seed, Mutation.NONE).story().stream())
                .forEach(System.out::println);
        assertThat(summary.broken()).isEmpty();
        if (replayed == null && SEEDS >= ENOUGH) {
            assertThat(summary.seen()).containsKey(CredentialWatch.TAKEN_OVER_WHILE_REPLACING);
        }
    }
}
