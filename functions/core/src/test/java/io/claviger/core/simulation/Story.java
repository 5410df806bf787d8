package io.claviger.core.simulation;

import io.claviger.core.simulation.Simulation.Outcome;
import java.util.List;

/**
 * A failing run, told to be read: which promise was broken, how to see it again, and what happened until then.
 *
 * @param whole the run as the seed has it
 * @param smallest the run with so many scenes left out, and traced
 */
record Story(Promise broken, Outcome whole, Outcome smallest, int scenesLeftOut) {

    @Override
    public String toString() {
        StringBuilder story = new StringBuilder();
        story.append("%nSeed %d breaks %s: %s%n".formatted(whole.seed(), broken.name(), broken));
        story.append(
                "  replay: ./mvnw verify -pl functions/core -Dtest=SimulationTest -Dseed=%d%n".formatted(whole.seed()));
        story.append("  shrunk: %d of %d scenes, %d of %d faults, %,d of %,d steps%n%n"
                .formatted(
                        whole.scenes() - scenesLeftOut,
                        whole.scenes(),
                        smallest.faultsStruck(),
                        whole.faultsStruck(),
                        smallest.steps(),
                        whole.steps()));
        untilBroken().forEach(line -> story.append(line).append(System.lineSeparator()));
        return story.toString();
    }

    /** What comes after the promise was broken explains nothing. */
    private List<String> untilBroken() {
        List<String> lines = smallest.trace();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(Verdict.BROKEN + broken.name())) {
                return lines.subList(0, i + 1);
            }
        }
        return lines;
    }
}
