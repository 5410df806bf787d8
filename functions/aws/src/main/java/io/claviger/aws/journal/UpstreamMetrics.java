package io.claviger.aws.journal;

import io.claviger.aws.upstream.UpstreamCall;
import java.util.function.Consumer;

/** Writes one line for each call to the authorization server. */
public final class UpstreamMetrics implements Consumer<UpstreamCall> {
    private final MetricLog log;

    public UpstreamMetrics(MetricLog log) {
        this.log = log;
    }

    @Override
    public void accept(UpstreamCall call) {
        log.write(new MetricLine("UpstreamCall")
                .milliseconds("UpstreamLatency", call.took(), "Endpoint", call.endpoint())
                .count("UpstreamOutcome", "Outcome", call.outcome().label()));
    }
}
