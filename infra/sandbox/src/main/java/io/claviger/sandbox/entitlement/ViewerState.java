package io.claviger.sandbox.entitlement;

import java.util.Locale;

/** What became of a viewer. */
public enum ViewerState {
    /** The viewer can play. */
    SIGNED_IN,
    /** The profile expired. */
    EXPIRED,
    /** By a logout. */
    SIGNED_OUT,
    /** The statement behind the client is revoked, and the profile ended with it. */
    STATEMENT_REVOKED,
    /** The app on this device calls with another client, which has no profile. */
    CLIENT_REPLACED;

    /** As {@code GET /dashboard/profiles} has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
