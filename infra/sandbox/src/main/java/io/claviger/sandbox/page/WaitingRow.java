package io.claviger.sandbox.page;

import io.claviger.sandbox.entitlement.AuthenticationSession;

/**
 * A session that waits for its viewer.
 *
 * @param channel the service provider
 * @param ready   whether the viewer can sign in
 * @param missing the parameters that are missing until then
 */
public record WaitingRow(String code, String channel, boolean ready, String missing) {

    static WaitingRow of(AuthenticationSession session) {
        var missing = session.missing();
        return new WaitingRow(session.code(), session.serviceProvider(), missing.isEmpty(), String.join(", ", missing));
    }
}
