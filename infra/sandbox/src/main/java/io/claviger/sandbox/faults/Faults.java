package io.claviger.sandbox.faults;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the sandbox does wrong on request, as {@code PUT /dashboard/faults} takes it. What is null is not in force. A rate is the
 * share of calls that a fault meets, from 0 to 1.
 *
 * @param latencyMs         milliseconds by which the work is put off, at most 600,000
 * @param latencyRate       1 by default
 * @param status            answered, with an HTML body, instead of doing the work: 200 to 599
 * @param statusRate        1 by default
 * @param dropResponseRate  the work is done, then the connection is closed without an answer
 * @param resetRate         the connection is reset before the work
 * @param truncateRate      the work is done, then the connection is closed in the middle of the body
 * @param endlessBodyRate   the work is done, then the body goes on until the caller hangs up
 * @param contentType       sent instead of the right one
 * @param contentTypeRate   1 by default
 * @param sameTokenRate     the client's last token is handed back, if it still lives, with what is left of its life
 * @param tokenTtlSeconds   lifetime of new tokens, 21,600 by default; 0 or less makes tokens that are expired at once
 * @param revocationShowsAt the only endpoints where a revoked statement is noticed; none listed means all
 * @param throttle          whether Adobe's throttle is on
 * @param requireDeviceHeaders whether {@code X-Device-Info} must be there and well-formed, and {@code AP-Device-Identifier} be
 *                          there at the protected API
 * @param paths             the only paths that meet the faults above from {@code latency_ms} to {@code same_token_rate}: {@code register},
 *                          {@code token}, {@code api}, or the beginning of a path; none listed means all three
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Faults(
        @Nullable Integer latencyMs,
        @Nullable Double latencyRate,
        @Nullable Integer status,
        @Nullable Double statusRate,
        @Nullable Double dropResponseRate,
        @Nullable Double resetRate,
        @Nullable Double truncateRate,
        @Nullable Double endlessBodyRate,
        @Nullable String contentType,
        @Nullable Double contentTypeRate,
        @Nullable Double sameTokenRate,
        @Nullable Long tokenTtlSeconds,
        @Nullable Set<Endpoint> revocationShowsAt,
        @Nullable Boolean throttle,
        @Nullable Boolean requireDeviceHeaders,
        @Nullable List<String> paths) {

    /** The lifetime Adobe's sample shows, in seconds. */
    public static final long USUAL_TOKEN_TTL_SECONDS = 21_600;

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names the member
     */
    public Faults {
        Ranges.check("latency_ms", latencyMs, 0, 600_000);
        Ranges.check("status", status, 200, 599);
        Ranges.check("token_ttl_seconds", tokenTtlSeconds, -3_153_600_000L, 3_153_600_000L);
        Ranges.checkRate("latency_rate", latencyRate);
        Ranges.checkRate("status_rate", statusRate);
        Ranges.checkRate("drop_response_rate", dropResponseRate);
        Ranges.checkRate("reset_rate", resetRate);
        Ranges.checkRate("truncate_rate", truncateRate);
        Ranges.checkRate("endless_body_rate", endlessBodyRate);
        Ranges.checkRate("content_type_rate", contentTypeRate);
        Ranges.checkRate("same_token_rate", sameTokenRate);
        Ranges.checkHeaderValue("content_type", contentType);
        revocationShowsAt = Ranges.checkNoNulls("revocation_shows_at", revocationShowsAt);
        paths = Ranges.checkPaths(paths);
    }

    /** No fault at all. */
    public static Faults none() {
        return new Faults(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Only the throttle. */
    public static Faults throttled() {
        return new Faults(
                null, null, null, null, null, null, null, null, null, null, null, null, null, true, null, null);
    }

    /** Whether a revoked statement is noticed at this endpoint. */
    public boolean revocationShows(Endpoint endpoint) {
        return revocationShowsAt == null || revocationShowsAt.isEmpty() || revocationShowsAt.contains(endpoint);
    }

    /** Whether the throttle is on. */
    public boolean throttles() {
        return Boolean.TRUE.equals(throttle);
    }

    /** Whether device headers are insisted on. */
    public boolean insistsOnDeviceHeaders() {
        return Boolean.TRUE.equals(requireDeviceHeaders);
    }

    /** Seconds that a new token lives. */
    public long tokenLifetimeSeconds() {
        return tokenTtlSeconds == null ? USUAL_TOKEN_TTL_SECONDS : tokenTtlSeconds;
    }

    boolean concern(Endpoint endpoint, String path) {
        return paths == null
                || paths.isEmpty()
                || paths.contains(endpoint.word())
                || paths.stream().anyMatch(beginning -> beginning.startsWith("/") && path.startsWith(beginning));
    }
}
