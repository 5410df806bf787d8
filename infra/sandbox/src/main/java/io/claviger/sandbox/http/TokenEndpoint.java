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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
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
        return parameters(request)
                .filter(given -> given.keySet().containsAll(PARAMETERS))
                .map(given -> issue(given, request))
                .orElseGet(() -> refuse(TokenError.INVALID_REQUEST, null));
    }

    /**
     * The body's parameters, or, without a body, the query's: Adobe's pages describe the form, and its OpenAPI description the query. RFC
     * 6749 section 2.3 forbids a second mechanism.
     */
    private static Optional<Map<String, String>> parameters(AdobeRequest request) {
        boolean strict = request.faults().refusesUndocumented();
        if (!request.method().equals("POST")
                || (strict && request.query() != null)
                || request.oversized()
                || !request.headerValues("Authorization").isEmpty()
                || !request.hasRequiredDeviceInfo()) {
            return Optional.empty();
        }
        var query = request.query() == null ? "" : request.query();
        var inQuery = FormBody.parse(query.getBytes(StandardCharsets.UTF_8), PARAMETERS, strict);
        if (request.body().length() == 0) {
            return inQuery;
        }
        return inQuery.filter(Map::isEmpty).isPresent()
                        && MediaTypes.is(FormBody.MEDIA_TYPE, request.headerValues("Content-Type"))
                ? FormBody.parse(request.body().getBytes(), PARAMETERS, strict)
                : Optional.empty();
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
