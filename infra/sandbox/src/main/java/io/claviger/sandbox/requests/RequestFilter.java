package io.claviger.sandbox.requests;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Selects calls. A part that is null selects all.
 *
 * @param path     prefix of the path
 * @param clientId the whole id
 * @param outcome  a status ({@code 201}), a class of statuses ({@code 4xx}) or an error code
 */
public record RequestFilter(
        @Nullable String path,
        @Nullable String clientId,
        @Nullable String outcome) {
    /** Selects all calls. */
    public static final RequestFilter ALL = new RequestFilter(null, null, null);

    /** Takes blank text for null, because a form sends an empty field as blank text. */
    public RequestFilter {
        path = path == null || path.isBlank() ? null : path.strip();
        clientId = clientId == null || clientId.isBlank() ? null : clientId.strip();
        outcome = outcome == null || outcome.isBlank() ? null : outcome.strip();
    }

    /** The filter of the query parameters {@code path}, {@code client_id} and {@code outcome}. */
    public static RequestFilter of(MultiMap query) {
        return new RequestFilter(query.get("path"), query.get("client_id"), query.get("outcome"));
    }

    /** Whether it selects this call. */
    public boolean selects(LoggedRequest request) {
        return (path == null || request.path().startsWith(path))
                && (clientId == null || clientId.equals(request.clientId()))
                && (outcome == null || isOutcome(request, outcome));
    }

    private static boolean isOutcome(LoggedRequest request, String outcome) {
        return outcome.equals(request.error())
                || outcome.equals(String.valueOf(request.status()))
                || outcome.equalsIgnoreCase(request.status() / 100 + "xx");
    }
}
