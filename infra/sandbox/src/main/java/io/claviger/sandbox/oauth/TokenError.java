package io.claviger.sandbox.oauth;

import java.util.Locale;

/** Adobe's error codes at {@code POST /o/client/token}, all with status 400. */
public enum TokenError {
    /** A parameter is missing, repeated or unsupported, credentials come in two ways, or the request is malformed. */
    INVALID_REQUEST,
    /** The client is unknown, its secret is wrong, or its statement is revoked. */
    INVALID_CLIENT,
    /** The client may not use this grant type. */
    UNAUTHORIZED_CLIENT,
    /** The server does not know this grant type. */
    UNSUPPORTED_GRANT_TYPE;

    /** As the response has it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
