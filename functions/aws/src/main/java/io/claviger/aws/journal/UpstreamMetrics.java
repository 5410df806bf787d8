package io.claviger.aws.journal;

import io.claviger.aws.upstream.UpstreamCall;
import java.util.function.Consumer;

/** Writes a line for each call to the authorization server. */
public final class UpstreamMetrics implements Consumer<UpstreamCall> {
    private final MetricLines lines;

    public UpstreamMetrics(MetricLines lines) {
        this.lines = lines;
    }

    @Override
    public void accept(UpstreamCall call) {
        lines.write(new MetricLine("UpstreamCall")
                .milliseconds("UpstreamLatency", call.took(), "Endpoint", call.endpoint())
                .count("UpstreamOutcome", "Outcome", call.outcome().label()));
    }
}
