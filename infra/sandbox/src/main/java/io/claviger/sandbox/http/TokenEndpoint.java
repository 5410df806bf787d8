package io.claviger.sandbox.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.claviger.sandbox.faults.Endpoint;
import io.claviger.sandbox.json.Json;
import io.claviger.sandbox.oauth.TokenError;
import io.claviger.sandbox.oauth.TokenIssue;
import io.claviger.sandbox.oauth.TokenIssue.Issued;
import io.claviger.sandbox.oauth.TokenIssue.Refused;
import io.claviger.sandbox.oauth.TokenIssue.Terms;
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

    private final TokenIssue tokens;
    private final Json json;

    TokenEndpoint(TokenIssue tokens, Json json) {
        this.tokens = tokens;
        this.json = json;
    }

    /** Adobe's answer: milliseconds here, seconds there. */
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
    public Answer answer(AdobeRequest request) {
        // An Authorization header beside the body's credentials is a second mechanism, and without them it is none that
        // Adobe takes.
        if (!request.method().equals("POST")
                || request.hasQuery()
                || request.oversized()
                || !request.headerValues("Authorization").isEmpty()
                || !MediaTypes.is("application/x-www-form-urlencoded", request.headerValues("Content-Type"))
                || !DeviceHeaders.suffice(request)) {
            return refuse(TokenError.INVALID_REQUEST, null);
        }
        return FormBody.parse(request.body().getBytes(), PARAMETERS)
                .filter(form -> form.keySet().containsAll(PARAMETERS))
                .map(form -> issue(form, request))
                .orElseGet(() -> refuse(TokenError.INVALID_REQUEST, null));
    }

    private Answer issue(Map<String, String> form, AdobeRequest request) {
        var clientId = form.getOrDefault(CLIENT_ID, "");
        var terms = new Terms(
                request.faults().tokenLifetimeSeconds(),
                request.plan().sameToken(),
                request.faults().revocationShows(Endpoint.TOKEN));
        var outcome =
                tokens.issue(clientId, form.getOrDefault(CLIENT_SECRET, ""), form.getOrDefault(GRANT_TYPE, ""), terms);
        return switch (outcome) {
            case Issued issued -> Answer.json(201, json.write(Token.of(issued)), null, clientId);
            case Refused(var error) -> refuse(error, loggable(clientId));
        };
    }

    // Whatever else a caller sends as its id by mistake could be a secret.
    private static @Nullable String loggable(String clientId) {
        return LOGGABLE.matcher(clientId).matches() ? clientId : null;
    }

    private Answer refuse(TokenError error, @Nullable String clientId) {
        return Answer.json(400, json.write(Map.of("error", error.code())), error.code(), clientId);
    }
}
