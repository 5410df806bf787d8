package io.claviger.sandbox.requests;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * One call to Adobe's part of the sandbox. Never holds a secret, a token or a statement.
 *
 * @param time     when it was answered, ISO 8601
 * @param method   HTTP method
 * @param path     without the query
 * @param clientIp left-most address of {@code X-Forwarded-For}, or else the connection's
 * @param status   of the answer, also of one that a fault kept back; 0 if the connection was reset before any work
 * @param error    Adobe's error code, {@code throttled}, or the fault that met the call ({@code fault_…}); null if all was well
 * @param clientId whose credentials or token were presented, or the client that the call made
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
