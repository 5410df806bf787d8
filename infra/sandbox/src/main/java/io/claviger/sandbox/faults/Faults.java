package io.claviger.sandbox.faults;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All faults, as {@code PUT /dashboard/faults} takes them. A member that is null is off. A rate is the share of calls that a fault
 * affects, from 0 to 1.
 *
 * @param latencyMs         milliseconds to wait before the work, at most 600,000
 * @param latencyRate       1 by default
 * @param status            sent, with an HTML body, instead of the work: 200 to 599
 * @param statusRate        1 by default
 * @param dropResponseRate  after the work, the connection is closed without a response
 * @param resetRate         before the work, the connection is reset
 * @param truncateRate      after the work, the connection is closed in the middle of the body
 * @param endlessBodyRate   after the work, the body goes on until the caller closes the connection
 * @param contentType       sent instead of the right one
 * @param contentTypeRate   1 by default
 * @param sameTokenRate     the client gets its latest token again, with its remaining lifetime, unless it has expired
 * @param tokenTtlSeconds   lifetime of new tokens, 21,600 by default; a new token has expired at once if it is 0 or less
 * @param revocationShowsAt endpoints that refuse a revoked statement; none listed means all
 * @param throttle          whether Adobe's throttle is on; as {@code strict} by default
 * @param requireDeviceHeaders whether {@code X-Device-Info} is required and checked, and every call of the protected API also requires
 *                          {@code AP-Device-Identifier}; as {@code strict} by default
 * @param strict            whether calls are held to the letter of Adobe's documents
 * @param profileTtlSeconds lifetime of new profiles, 30 days by default, and of temporary access, ten minutes by default
 * @param deniedResources   resources that the TV provider denies
 * @param paths             limits the faults from {@code latency_ms} to {@code same_token_rate} to {@code register}, {@code token},
 *                          {@code api}, or the prefix of a path; none listed means all three
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
        @Nullable Set<EndpointName> revocationShowsAt,
        @Nullable Boolean throttle,
        @Nullable Boolean requireDeviceHeaders,
        @Nullable Boolean strict,
        @Nullable Long profileTtlSeconds,
        @Nullable List<String> deniedResources,
        @Nullable List<String> paths) {

    // Adobe's sample shows this lifetime.
    private static final long DEFAULT_TOKEN_TTL_SECONDS = 21_600;
    private static final long DEFAULT_PROFILE_TTL_SECONDS = 2_592_000;
    private static final long DEFAULT_TEMP_PASS_SECONDS = 600;

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names the member
     */
    public Faults {
        FaultChecks.check("latency_ms", latencyMs, 0, 600_000);
        FaultChecks.check("status", status, 200, 599);
        FaultChecks.check("token_ttl_seconds", tokenTtlSeconds, -3_153_600_000L, 3_153_600_000L);
        FaultChecks.check("profile_ttl_seconds", profileTtlSeconds, 0, 3_153_600_000L);
        FaultChecks.checkRate("latency_rate", latencyRate);
        FaultChecks.checkRate("status_rate", statusRate);
        FaultChecks.checkRate("drop_response_rate", dropResponseRate);
        FaultChecks.checkRate("reset_rate", resetRate);
        FaultChecks.checkRate("truncate_rate", truncateRate);
        FaultChecks.checkRate("endless_body_rate", endlessBodyRate);
        FaultChecks.checkRate("content_type_rate", contentTypeRate);
        FaultChecks.checkRate("same_token_rate", sameTokenRate);
        FaultChecks.checkHeaderValue("content_type", contentType);
        revocationShowsAt = FaultChecks.checkNoNulls("revocation_shows_at", revocationShowsAt);
        deniedResources = FaultChecks.checkTexts("denied_resources", deniedResources);
        paths = FaultChecks.checkPaths(paths);
    }

    /** No faults. */
    public static Faults none() {
        return withThrottle(null);
    }

    /** The throttle alone. */
    public static Faults throttled() {
        return withThrottle(true);
    }

    private static Faults withThrottle(@Nullable Boolean throttle) {
        return new Faults(
                null, null, null, null, null, null, null, null, null, null, null, null, null, throttle, null, null,
                null, null, null);
    }

    /** Whether this endpoint refuses a revoked statement. */
    public boolean revocationShows(EndpointName endpoint) {
        return revocationShowsAt == null || revocationShowsAt.isEmpty() || revocationShowsAt.contains(endpoint);
    }

    /** Whether the throttle is on. */
    public boolean throttles() {
        return throttle == null ? refusesUndocumented() : throttle;
    }

    /** Whether device headers are required. */
    public boolean requiresDeviceHeaders() {
        return requireDeviceHeaders == null ? refusesUndocumented() : requireDeviceHeaders;
    }

    /** Whether a call is refused that Adobe serves against its own documents: one with a query string or an unknown parameter. */
    public boolean refusesUndocumented() {
        return Boolean.TRUE.equals(strict);
    }

    /** Lifetime of a new token, in seconds. */
    public long tokenLifetimeSeconds() {
        return tokenTtlSeconds == null ? DEFAULT_TOKEN_TTL_SECONDS : tokenTtlSeconds;
    }

    /** Lifetime of a new profile, in seconds. */
    public long profileLifetimeSeconds() {
        return profileTtlSeconds == null ? DEFAULT_PROFILE_TTL_SECONDS : profileTtlSeconds;
    }

    /** Lifetime of temporary access, in seconds. */
    public long tempPassLifetimeSeconds() {
        return profileTtlSeconds == null ? DEFAULT_TEMP_PASS_SECONDS : profileTtlSeconds;
    }

    /** Whether the TV provider denies this resource. */
    public boolean denies(String resource) {
        return deniedResources != null && deniedResources.contains(resource);
    }

    boolean affect(EndpointName endpoint, String path) {
        return paths == null
                || paths.isEmpty()
                || paths.contains(endpoint.word())
                || paths.stream().anyMatch(prefix -> prefix.startsWith("/") && path.startsWith(prefix));
    }
}
