package io.claviger.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The report of a failing seed, shown with a mutation. */
class ShrinkerTest {
    private final Mutation bug = CredentialMutations.possibleLossIsNotRecorded();

    @Test
    void a_report_names_the_violated_invariant_and_the_command_that_replays_the_seed() {
        FailureReport report = report();
        assertThat(report.toString())
                .contains("Seed " + report.whole().seed() + " violates "
                        + report.violated().name() + ": " + report.violated())
                .contains("./mvnw verify -pl functions/core -Dtest=SimulationTest -Dseed="
                        + report.whole().seed() + System.lineSeparator())
                .contains(InvariantChecker.VIOLATED + report.violated().name());
    }

    @Test
    void a_shrunk_run_is_smaller_and_violates_the_same_invariant() {
        FailureReport report = report();
        assertThat(report.shrunk().steps()).isLessThan(report.whole().steps());
        assertThat(report.shrunk().injectedFaults()).isLessThan(report.whole().injectedFaults());
        assertThat(report.actionsLeftOut()).isPositive();
        assertThat(report.shrunk().violations())
                .extracting(InvariantChecker.Violation::invariant)
                .contains(report.violated());
    }

    @Test
    void a_failing_seed_fails_in_the_same_way_each_time() {
        FailureReport report = report();
        assertThat(new Shrinker(report.whole().seed(), bug).report())
                .hasValueSatisfying(again -> assertThat(again).hasToString(report.toString()));
    }

    @Test
    void a_seed_without_a_violation_has_no_report() {
        assertThat(new Shrinker(report().whole().seed(), Mutation.NONE).report())
                .isEmpty();
    }

    private FailureReport report() {
        return LongStream.range(0, 1_000)
                .boxed()
                .flatMap(seed -> new Shrinker(seed, bug).report().stream())
                .findFirst()
                .orElseThrow();
    }
}
