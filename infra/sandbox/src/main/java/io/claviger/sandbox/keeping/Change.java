package io.claviger.sandbox.keeping;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.dashboard.CustomScheme;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.oauth.Client;
import io.claviger.sandbox.oauth.ClientSecret;
import java.time.Instant;
import java.util.List;

/** Something that happened to a sandbox and is to be so again after a restart. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kept")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "application", value = Change.ApplicationChanged.class),
    @JsonSubTypes.Type(name = "custom_scheme", value = Change.SchemeAdded.class),
    @JsonSubTypes.Type(name = "client", value = Change.ClientMade.class)
})
public sealed interface Change {

    /** An application was created, revoked or reinstated, and is like this now. Prints itself as {@code ***}. */
    record ApplicationChanged(RegisteredApplication application, String statement) implements Change {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** A custom scheme was added. */
    record SchemeAdded(CustomScheme scheme) implements Change {}

    /**
     * A client was made. Prints itself as {@code ***}.
     *
     * @param issuedAt ISO 8601
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ClientMade(
            long number,
            String id,
            String secret,
            String applicationId,
            List<String> redirectUris,
            List<String> grantTypes,
            List<String> scopes,
            String issuedAt)
            implements Change {

        static ClientMade of(Client client) {
            return new ClientMade(
                    client.number(),
                    client.id(),
                    client.secret().reveal(),
                    client.applicationId(),
                    client.redirectUris(),
                    client.grantTypes(),
                    client.scopes(),
                    client.issuedAt().toString());
        }

        /**
         * The client, without its latest token.
         *
         * @throws java.time.DateTimeException if it was not issued at any time
         */
        public Client client() {
            return new Client(
                    number,
                    id,
                    ClientSecret.of(secret),
                    applicationId,
                    redirectUris,
                    grantTypes,
                    scopes,
                    Instant.parse(issuedAt));
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
