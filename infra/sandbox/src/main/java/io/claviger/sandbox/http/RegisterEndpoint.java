package io.claviger.sandbox.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.json.StrictJson.InvalidJsonException;
import io.claviger.sandbox.oauth.Client;
import io.claviger.sandbox.oauth.ClientRegistration;
import io.claviger.sandbox.oauth.ClientRegistration.Refused;
import io.claviger.sandbox.oauth.ClientRegistration.Registered;
import io.claviger.sandbox.oauth.RegistrationError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code POST /o/client/register}. (Adobe Pass, Retrieve client credentials.) */
final class RegisterEndpoint implements AdobeEndpoint {
    private static final String STATEMENT = "software_statement";
    private static final String REDIRECT_URI = "redirect_uri";
    private static final Set<String> SUPPORTED = Set.of(STATEMENT, REDIRECT_URI);

    private final ClientRegistration registration;
    private final StrictJson json;

    RegisterEndpoint(ClientRegistration registration, StrictJson json) {
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
        return parameters(request)
                .filter(given -> !given.getOrDefault(STATEMENT, "").isBlank())
                .map(given -> register(given, request))
                .orElseGet(() -> refuse(RegistrationError.INVALID_REQUEST));
    }

    private AdobeResponse register(Map<String, String> given, AdobeRequest request) {
        return switch (registration.register(
                given.getOrDefault(STATEMENT, ""),
                given.get(REDIRECT_URI),
                request.faults().revocationShows(EndpointName.REGISTER))) {
            case Registered(var client) ->
                AdobeResponse.json(201, json.write(Credentials.of(client)), null, client.id());
            case Refused(var error) -> refuse(error);
        };
    }

    private Optional<Map<String, String>> parameters(AdobeRequest request) {
        boolean strict = request.faults().refusesUndocumented();
        if (!request.method().equals("POST")
                || (strict && request.query() != null)
                || request.oversized()
                || !request.hasRequiredDeviceInfo()) {
            return Optional.empty();
        }
        var body = request.body().getBytes();
        var contentTypes = request.headerValues("Content-Type");
        if (MediaTypes.is("application/json", contentTypes)) {
            return members(body, strict);
        }
        return !strict && MediaTypes.is(FormBody.MEDIA_TYPE, contentTypes)
                ? FormBody.parse(body, SUPPORTED, false)
                : Optional.empty();
    }

    /** The members, if they are texts. Unknown members are ignored (RFC 7591 section 2). */
    private Optional<Map<String, String>> members(byte[] body, boolean strict) {
        JsonNode tree;
        try {
            tree = json.readTree(body);
        } catch (InvalidJsonException e) {
            return Optional.empty();
        }
        if (!tree.isObject()) {
            return Optional.empty();
        }
        var texts = new HashMap<String, String>();
        for (var member : tree.properties()) {
            if (!SUPPORTED.contains(member.getKey())) {
                if (strict) {
                    return Optional.empty();
                }
            } else if (member.getValue().isTextual()) {
                texts.put(member.getKey(), member.getValue().textValue());
            } else if (!member.getValue().isNull()) {
                return Optional.empty();
            }
        }
        return Optional.of(texts);
    }

    private AdobeResponse refuse(RegistrationError error) {
        return AdobeResponse.json(400, json.write(Map.of("error", error.code())), error.code(), null);
    }
}
