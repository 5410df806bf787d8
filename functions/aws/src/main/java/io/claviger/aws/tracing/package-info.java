/**
 * Calls to others as subsegments of X-Ray traces.
 *
 * <p>A subsegment is one documented JSON document in one datagram (X-Ray developer guide, "Sending trace data to AWS X-Ray"). The
 * X-Ray SDK for Java gets security fixes alone since February 2026, and OpenTelemetry's way into Lambda is a layer with an agent,
 * which every cold start would load.
 */
@NullMarked
package io.claviger.aws.tracing;

import org.jspecify.annotations.NullMarked;
