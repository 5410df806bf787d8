package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.AccessToken;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Every answer to a token request (Adobe Pass: {@code POST /o/client/token}). */
public sealed interface TokenAnswer {

    /**
     * A token with the authorization server's times; {@code TokenLifetime} decides which of them to rely on.
     *
     * @param createdAt {@code created_at}, empty where it is missing or unreadable
     * @param expiresInSeconds {@code expires_in}, empty where it is missing or unreadable; any number otherwise
     * @param answeredAt the answer's {@code Date} in whole seconds, by the clock that also gives {@code createdAt}
     *     (RFC 9110 section 6.6.1); empty where it is missing or unreadable
     */
    record Issued(
            AccessToken token, Optional<Instant> createdAt, OptionalLong expiresInSeconds, Optional<Instant> answeredAt)
            implements TokenAnswer {

        /** An answer without a {@code Date}. */
        public Issued(AccessToken token, Optional<Instant> createdAt, OptionalLong expiresInSeconds) {
            this(token, createdAt, expiresInSeconds, Optional.empty());
        }
    }

    /** The client credentials were refused: {@code invalid_client} or {@code unauthorized_client}. */
    record ClientRefused(Code code) implements TokenAnswer {
        /** Adobe's error codes for client credentials. */
        public enum Code {
            INVALID_CLIENT,
            UNAUTHORIZED_CLIENT
        }
    }

    /** No token was issued, for a reason that says nothing about the credentials. */
    record Failed(Failure failure) implements TokenAnswer {}
}
