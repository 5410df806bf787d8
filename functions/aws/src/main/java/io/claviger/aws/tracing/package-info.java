/**
 * Upstream calls as subsegments of X-Ray traces.
 *
 * <p>A subsegment is one JSON document in one datagram (X-Ray developer guide, "Sending trace data to AWS X-Ray").
 * The X-Ray SDK for Java gets only security fixes since February 2026. OpenTelemetry on Lambda needs a layer with an
 * agent, which every cold start loads.
 */
@NullMarked
package io.claviger.aws.tracing;

import org.jspecify.annotations.NullMarked;
