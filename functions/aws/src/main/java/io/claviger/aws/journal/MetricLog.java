package io.claviger.aws.journal;

import java.time.InstantSource;
import java.util.function.Consumer;

/** Writes lines to standard output, which Lambda sends to CloudWatch. */
public final class MetricLog {
    private final String stage;
    private final String function;
    private final InstantSource clock;
    private final Consumer<String> output;

    /**
     * @param function the function's name
     * @param output takes one line at a time, from any thread
     */
    public MetricLog(String stage, String function, InstantSource clock, Consumer<String> output) {
        this.stage = stage;
        this.function = function;
        this.clock = clock;
        this.output = output;
    }

    void write(MetricLine line) {
        output.accept(line.write(stage, function, clock.instant(), CurrentCause.find()));
    }
}
