package io.claviger.sandbox.requests;

import org.jspecify.annotations.Nullable;

/**
 * Which calls to show. What is null does not narrow.
 *
 * @param path     beginning of the path
 * @param clientId exactly
 * @param outcome  a status ({@code 201}), a class of them ({@code 4xx}) or an error code
 */
public record RequestFilter(
        @Nullable String path,
        @Nullable String clientId,
        @Nullable String outcome) {
    /** Takes an empty text for none, as an empty field of a form sends it. */
    public RequestFilter {
        path = path == null || path.isBlank() ? null : path.strip();
        clientId = clientId == null || clientId.isBlank() ? null : clientId.strip();
        outcome = outcome == null || outcome.isBlank() ? null : outcome.strip();
    }

    /** Shows everything. */
    public static RequestFilter all() {
        return new RequestFilter(null, null, null);
    }

    /** Whether this call is to be shown. */
    public boolean shows(LoggedRequest request) {
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
