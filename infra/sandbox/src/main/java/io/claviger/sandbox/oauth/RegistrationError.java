package io.claviger.sandbox.oauth;

import java.util.Locale;

/** Adobe's error codes at {@code POST /o/client/register}, all with status 400. */
public enum RegistrationError {
    /** A parameter is missing, repeated or unsupported, or the request is malformed. */
    INVALID_REQUEST,
    /** The redirect URI fits neither the application's domains nor a custom scheme. */
    INVALID_REDIRECT_URI,
    /** The statement is changed, signed with another key, or revoked. */
    INVALID_SOFTWARE_STATEMENT,
    /** The statement is genuine but not enabled for REST API v2. */
    UNAPPROVED_SOFTWARE_STATEMENT;

    /** As the response has it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
