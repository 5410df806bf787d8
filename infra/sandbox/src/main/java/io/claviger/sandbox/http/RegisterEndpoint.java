package io.claviger.sandbox.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.faults.Endpoint;
import io.claviger.sandbox.json.Json;
import io.claviger.sandbox.json.Json.InvalidJsonException;
import io.claviger.sandbox.oauth.Client;
import io.claviger.sandbox.oauth.Registration;
import io.claviger.sandbox.oauth.Registration.Refused;
import io.claviger.sandbox.oauth.Registration.Registered;
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

    private final Registration registration;
    private final Json json;

    RegisterEndpoint(Registration registration, Json json) {
        this.registration = registration;
        this.json = json;
    }

    /** Adobe's answer: seconds, arrays, and no expiry of the secret. */
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
    public Answer answer(AdobeRequest request) {
        if (!request.method().equals("POST")
                || request.hasQuery()
                || request.oversized()
                || !MediaTypes.is("application/json", request.headerValues("Content-Type"))
                || !DeviceHeaders.suffice(request)) {
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
                request.faults().revocationShows(Endpoint.REGISTER))) {
            case Registered(var client) -> Answer.json(201, json.write(Credentials.of(client)), null, client.id());
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

    private Answer refuse(RegistrationError error) {
        return Answer.json(400, json.write(Map.of("error", error.code())), error.code(), null);
    }
}
