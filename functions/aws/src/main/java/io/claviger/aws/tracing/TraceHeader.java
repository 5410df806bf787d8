package io.claviger.aws.tracing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of an invocation in an X-Ray trace (X-Ray developer guide, "Tracing header").
 *
 * @param root the trace's id
 * @param parent the id of the invocation's own segment
 * @param sampled whether X-Ray keeps this trace
 */
public record TraceHeader(String root, String parent, boolean sampled) {
    /**
     * Lambda's Java runtime sets it (Lambda developer guide, "Using environment variables":
     * {@code _X_AMZN_TRACE_ID}).
     */
    private static final String PROPERTY = "com.amazonaws.xray.traceHeader";

    private static final Pattern ROOT = Pattern.compile("(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");
    private static final Pattern PARENT = Pattern.compile("(?:^|;)Parent=([0-9a-f]{16})(?:;|$)");
    private static final Pattern SAMPLED = Pattern.compile("(?:^|;)Sampled=1(?:;|$)");

    /** The current invocation's header; empty outside Lambda. */
    public static Optional<TraceHeader> ofInvocation() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).flatMap(TraceHeader::parse);
    }

    /** Returns empty unless root and parent have the documented form. */
    static Optional<TraceHeader> parse(String header) {
        Matcher root = ROOT.matcher(header);
        Matcher parent = PARENT.matcher(header);
        return root.find() && parent.find()
                ? Optional.of(new TraceHeader(
                        root.group(1), parent.group(1), SAMPLED.matcher(header).find()))
                : Optional.empty();
    }
}
