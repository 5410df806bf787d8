package io.claviger.sandbox.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.json.StrictJson.InvalidJsonException;
import io.claviger.sandbox.oauth.Client;
import io.claviger.sandbox.oauth.ClientWithSecret;
import io.claviger.sandbox.oauth.ClientWithSecret.Refused;
import io.claviger.sandbox.oauth.ClientWithSecret.Registered;
import io.claviger.sandbox.oauth.RegistrationError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /o/client/register}. (Adobe Pass, Retrieve client credentials.) */
final class RegisterEndpoint implements AdobeEndpoint {
    private static final String STATEMENT = "software_statement";
    private static final String REDIRECT_URI = "redirect_uri";
    private static final Set<String> SUPPORTED = Set.of(STATEMENT, REDIRECT_URI);

    private final ClientWithSecret registration;
    private final StrictJson json;

    RegisterEndpoint(ClientWithSecret registration, StrictJson json) {
        this.registration = registration;
        this.json = json;
    }

    /** Adobe's response: times in seconds, and no expiry of the secret. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonPropertyOrder({"client_id", "client_secret", "client_id_issued_at"})
    record Credentials(
            String clientId,
            String clientSecret,
            long clientIdIssuedAt,
            List<String> redirectUris,
            List<String> grantTypes,
            List<String> scopes) {

        static Credentials of(Client client) {
            return new Credentials(
                    client.id(),
                    client.secret().reveal(),
                    client.issuedAt().getEpochSecond(),
                    client.redirectUris(),
                    client.grantTypes(),
                    client.scopes());
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    @Override
    public AdobeResponse respond(AdobeRequest request) {
        if (!request.method().equals("POST")
                || request.hasQuery()
                || request.oversized()
                || !MediaTypes.is("application/json", request.headerValues("Content-Type"))
                || !request.hasRequiredDeviceInfo()) {
            return refuse(RegistrationError.INVALID_REQUEST);
        }
        JsonNode body;
        try {
            body = json.readTree(request.body().getBytes());
        } catch (InvalidJsonException e) {
            return refuse(RegistrationError.INVALID_REQUEST);
        }
        if (!isWellFormed(body)) {
            return refuse(RegistrationError.INVALID_REQUEST);
        }
        return switch (registration.register(
                body.get(STATEMENT).textValue(),
                textOf(body.get(REDIRECT_URI)),
                request.faults().revocationShows(EndpointName.REGISTER))) {
            case Registered(var client) ->
                AdobeResponse.json(201, json.write(Credentials.of(client)), null, client.id());
            case Refused(var error) -> refuse(error);
        };
    }

    private static boolean isWellFormed(JsonNode body) {
        if (!body.isObject()
                || !body.properties().stream().map(Map.Entry::getKey).allMatch(SUPPORTED::contains)) {
            return false;
        }
        var statement = body.get(STATEMENT);
        var redirectUri = body.get(REDIRECT_URI);
        return statement != null
                && statement.isTextual()
                && !statement.textValue().isBlank()
                && (redirectUri == null || redirectUri.isNull() || redirectUri.isTextual());
    }

    private static @Nullable String textOf(@Nullable JsonNode node) {
        return node == null ? null : node.textValue();
    }

    private AdobeResponse refuse(RegistrationError error) {
        return AdobeResponse.json(400, json.write(Map.of("error", error.code())), error.code(), null);
    }
}
