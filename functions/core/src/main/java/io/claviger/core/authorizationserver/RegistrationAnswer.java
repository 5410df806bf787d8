package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.ClientCredentials;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every answer to a registration (Adobe Pass: {@code POST /o/client/register}). */
public sealed interface RegistrationAnswer {

    /**
     * A new client.
     *
     * @param issuedAt {@code client_id_issued_at}, empty where it is missing or unreadable
     * @param scopes Adobe's array or the list of RFC 7591; possibly empty
     */
    record Registered(ClientCredentials credentials, Optional<Instant> issuedAt, List<String> scopes)
            implements RegistrationAnswer {
        public Registered {
            scopes = List.copyOf(scopes);
        }
    }

    /** {@code invalid_software_statement} or {@code unapproved_software_statement}. */
    record StatementRefused(Code code) implements RegistrationAnswer {
        /** Adobe's error codes for a statement. */
        public enum Code {
            INVALID_SOFTWARE_STATEMENT,
            UNAPPROVED_SOFTWARE_STATEMENT
        }
    }

    /** {@code invalid_redirect_uri}: the statement is good, and the redirect URI does not belong to its application. */
    record RedirectUriRefused() implements RegistrationAnswer {}

    /** No client was received, though one may have been made; the reason says nothing about the statement. */
    record Failed(Failure failure) implements RegistrationAnswer {}
}
