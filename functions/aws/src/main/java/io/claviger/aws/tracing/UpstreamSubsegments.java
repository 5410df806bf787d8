package io.claviger.aws.tracing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.json.JsonTree;
import io.claviger.aws.upstream.UpstreamCall;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Sends each call to the authorization server as a subsegment of the invocation's trace, if X-Ray samples that (X-Ray
 * developer guide, "AWS X-Ray segment documents"). The authorization server gets no trace header.
 */
public final class UpstreamSubsegments implements Consumer<UpstreamCall> {
    private final XRayDaemon daemon;
    private final String host;
    private final Supplier<Optional<TraceHeader>> trace;
    private final RandomGenerator random;

    /**
     * @param host the authorization server's host name, its name in the service map
     * @param trace the current invocation's header
     * @param random must differ between processes restored from one snapshot
     */
    public UpstreamSubsegments(
            XRayDaemon daemon, String host, Supplier<Optional<TraceHeader>> trace, RandomGenerator random) {
        this.daemon = daemon;
        this.host = host;
        this.trace = trace;
        this.random = random;
    }

    @Override
    public void accept(UpstreamCall call) {
        trace.get().filter(TraceHeader::sampled).ifPresent(kept -> daemon.send(document(kept, call)));
    }

    private ObjectNode document(TraceHeader kept, UpstreamCall call) {
        ObjectNode document = JsonTree.object()
                .put("name", host)
                .put("id", HexFormat.of().toHexDigits(random.nextLong()))
                .put("trace_id", kept.root())
                .put("parent_id", kept.parent())
                .put("type", "subsegment")
                .put("namespace", "remote")
                .put("start_time", seconds(call.begun()))
                .put("end_time", seconds(call.begun().plus(call.took())));
        switch (call.outcome().kind()) {
            case GRANTED -> {}
            case REFUSED -> document.put("error", true);
            case THROTTLED -> document.put("error", true).put("throttle", true);
            case FAILED -> document.put("fault", true);
        }
        document.putObject("annotations")
                .put("endpoint", call.endpoint())
                .put("outcome", call.outcome().label());
        return document;
    }

    /** Unix time in seconds, to the microsecond. */
    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, instant), 6);
    }
}
