package io.claviger.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is printed of a failing seed, shown by a bug that was put in on purpose. */
class ShrinkingTest {
    private final Mutation bug = BrokenCredentials.possibleLossesAreNotWrittenDown();

    @Test
    void a_failing_seed_is_told_with_its_promise_and_the_command_that_replays_it() {
        Story story = story();
        assertThat(story.toString())
                .contains("Seed " + story.whole().seed() + " breaks "
                        + story.broken().name() + ": " + story.broken())
                .contains("./mvnw verify -pl functions/core -Dtest=SimulationTest -Dseed="
                        + story.whole().seed() + System.lineSeparator())
                .contains(Verdict.BROKEN + story.broken().name());
    }

    @Test
    void what_is_told_is_smaller_than_the_run_and_breaks_the_same_promise() {
        Story story = story();
        assertThat(story.smallest().steps()).isLessThan(story.whole().steps());
        assertThat(story.smallest().faultsStruck()).isLessThan(story.whole().faultsStruck());
        assertThat(story.scenesLeftOut()).isPositive();
        assertThat(story.smallest().violations())
                .extracting(Verdict.Violation::promise)
                .contains(story.broken());
    }

    @Test
    void a_failing_seed_fails_in_the_same_way_each_time() {
        Story story = story();
        assertThat(new Shrinking(story.whole().seed(), bug).story())
                .hasValueSatisfying(again -> assertThat(again).hasToString(story.toString()));
    }

    @Test
    void there_is_nothing_to_tell_of_a_seed_that_keeps_every_promise() {
        assertThat(new Shrinking(story().whole().seed(), Mutation.NONE).story()).isEmpty();
    }

    private Story story() {
        return LongStream.range(0, 1_000)
                .boxed()
                .flatMap(seed -> new Shrinking(seed, bug).story().stream())
                .findFirst()
                .orElseThrow();
    }
}
