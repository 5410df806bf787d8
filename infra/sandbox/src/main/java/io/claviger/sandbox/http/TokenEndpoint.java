package io.claviger.sandbox.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.oauth.TokenError;
import io.claviger.sandbox.oauth.TokenIssuer;
import io.claviger.sandbox.oauth.TokenIssuer.Issued;
import io.claviger.sandbox.oauth.TokenIssuer.Refused;
import io.claviger.sandbox.oauth.TokenIssuer.Terms;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /o/client/token}. (Adobe Pass, Retrieve access token.) */
final class TokenEndpoint implements AdobeEndpoint {
    private static final String CLIENT_ID = "client_id";
    private static final String CLIENT_SECRET = "client_secret";
    private static final String GRANT_TYPE = "grant_type";
    private static final Set<String> PARAMETERS = Set.of(CLIENT_ID, CLIENT_SECRET, GRANT_TYPE);
    private static final Pattern LOGGABLE =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final TokenIssuer tokens;
    private final StrictJson json;

    TokenEndpoint(TokenIssuer tokens, StrictJson json) {
        this.tokens = tokens;
        this.json = json;
    }

    /** Adobe's response: {@code created_at} in milliseconds, {@code expires_in} in seconds. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Token(String id, String accessToken, long createdAt, long expiresIn, String tokenType) {
        static Token of(Issued issued) {
            var token = issued.token();
            return new Token(
                    token.id(), token.value(), token.createdAt().toEpochMilli(), issued.expiresInSeconds(), "bearer");
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    @Override
    public AdobeResponse respond(AdobeRequest request) {
        // Adobe takes credentials in the body alone, and RFC 6749 section 2.3 forbids a second mechanism.
        if (!request.method().equals("POST")
                || request.hasQuery()
                || request.oversized()
                || !request.headerValues("Authorization").isEmpty()
                || !MediaTypes.is("application/x-www-form-urlencoded", request.headerValues("Content-Type"))
                || !request.hasRequiredDeviceInfo()) {
            return refuse(TokenError.INVALID_REQUEST, null);
        }
        return FormBody.parse(request.body().getBytes(), PARAMETERS)
                .filter(form -> form.keySet().containsAll(PARAMETERS))
                .map(form -> issue(form, request))
                .orElseGet(() -> refuse(TokenError.INVALID_REQUEST, null));
    }

    private AdobeResponse issue(Map<String, String> form, AdobeRequest request) {
        var clientId = form.getOrDefault(CLIENT_ID, "");
        var terms = new Terms(
                request.faults().tokenLifetimeSeconds(),
                request.plan().sameToken(),
                request.faults().revocationShows(EndpointName.TOKEN));
        var result =
                tokens.issue(clientId, form.getOrDefault(CLIENT_SECRET, ""), form.getOrDefault(GRANT_TYPE, ""), terms);
        return switch (result) {
            case Issued issued -> AdobeResponse.json(201, json.write(Token.of(issued)), null, clientId);
            case Refused(var error) -> refuse(error, loggable(clientId));
        };
    }

    // Any other text may be a secret that the caller sends as its id by mistake.
    private static @Nullable String loggable(String clientId) {
        return LOGGABLE.matcher(clientId).matches() ? clientId : null;
    }

    private AdobeResponse refuse(TokenError error, @Nullable String clientId) {
        return AdobeResponse.json(400, json.write(Map.of("error", error.code())), error.code(), clientId);
    }
}
