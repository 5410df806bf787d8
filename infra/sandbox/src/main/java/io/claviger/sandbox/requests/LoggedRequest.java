package io.claviger.sandbox.requests;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * One call to an endpoint of Adobe's. It holds no secret, token or statement.
 *
 * @param time     of the response, ISO 8601
 * @param method   HTTP method
 * @param path     without the query
 * @param clientIp left-most address of {@code X-Forwarded-For}, otherwise the connection's
 * @param status   of the response, even if a fault dropped it; 0 if a fault reset the connection
 * @param error    Adobe's error code, {@code throttled}, or the fault of the call ({@code fault_…}); null for a success
 * @param clientId the client whose credentials or token the call has, or that it registered; null if unknown
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LoggedRequest(
        String time,
        String method,
        String path,
        String clientIp,
        int status,
        @Nullable String error,
        @Nullable String clientId) {}
