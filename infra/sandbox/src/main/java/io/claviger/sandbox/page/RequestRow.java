package io.claviger.sandbox.page;

import io.claviger.sandbox.requests.LoggedRequest;

/**
 * A call in the request log.
 *
 * @param kind its colour: {@code good}, {@code refused}, {@code broken} or {@code fault}
 */
public record RequestRow(
        String time,
        String method,
        String path,
        String clientIp,
        String status,
        String error,
        String clientId,
        String kind) {

    static RequestRow of(LoggedRequest request) {
        var error = request.error() == null ? "" : request.error();
        return new RequestRow(
                request.time(),
                request.method(),
                request.path(),
                request.clientIp(),
                request.status() == 0 ? "–" : String.valueOf(request.status()),
                error,
                request.clientId() == null ? "" : request.clientId(),
                error.startsWith("fault_")
                        ? "fault"
                        : request.status() < 400 ? "good" : request.status() < 500 ? "refused" : "broken");
    }
}
