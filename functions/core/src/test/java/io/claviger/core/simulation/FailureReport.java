package io.claviger.core.simulation;

import io.claviger.core.simulation.Simulation.RunResult;
import java.util.List;

/**
 * The report of a failing run: the violated invariant, the command that replays the seed, and the trace.
 *
 * @param whole the run of the seed
 * @param shrunk the shrunk run, with its trace
 * @param actionsLeftOut how many actions the shrinker removed
 */
record FailureReport(Invariant violated, RunResult whole, RunResult shrunk, int actionsLeftOut) {

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder();
        report.append("%nSeed %d violates %s: %s%n".formatted(whole.seed(), violated.name(), violated));
        report.append(
                "  replay: ./mvnw verify -pl functions/core -Dtest=SimulationTest -Dseed=%d%n".formatted(whole.seed()));
        report.append("  shrunk: %d of %d actions, %d of %d faults, %,d of %,d steps%n%n"
                .formatted(
                        whole.actions() - actionsLeftOut,
                        whole.actions(),
                        shrunk.injectedFaults(),
                        whole.injectedFaults(),
                        shrunk.steps(),
                        whole.steps()));
        untilViolation().forEach(line -> report.append(line).append(System.lineSeparator()));
        return report.toString();
    }

    /** The trace up to the violation. */
    private List<String> untilViolation() {
        List<String> lines = shrunk.trace();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(InvariantChecker.VIOLATED + violated.name())) {
                return lines.subList(0, i + 1);
            }
        }
        return lines;
    }
}
