package io.claviger.authserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused;
import io.claviger.core.authorizationserver.TokenAnswer.Failed;
import io.claviger.core.authorizationserver.TokenAnswer.Issued;
import io.claviger.core.credentials.AccessToken;
import java.time.Instant;
import java.util.Optional;

/** Answers of {@code POST /o/client/token} (Adobe's page "Retrieve access token", RFC 6749 sections 5.1 and 5.2). */
final class TokenAnswers {
    private TokenAnswers() {}

    static TokenAnswer read(HttpResult result) {
        return switch (result) {
            case HttpResult.Success(JsonNode json, Optional<Instant> answeredAt) -> issued(json, answeredAt);
            case HttpResult.Refusal refusal -> refused(refusal.json().path("error"));
            case HttpResult.Failed(Failure failure) -> new Failed(failure);
        };
    }

    private static TokenAnswer issued(JsonNode json, Optional<Instant> answeredAt) {
        Optional<AccessToken> token = JsonMembers.text(json, "access_token", AccessToken::new);
        if (token.isEmpty()) {
            return new Failed(HttpResult.unintelligible("no_access_token"));
        }
        JsonNode type = json.path("token_type");
        if (!type.isMissingNode() && !type.asText().equalsIgnoreCase("bearer")) {
            return new Failed(HttpResult.unintelligible("unknown_token_type"));
        }
        return new Issued(
                token.get(),
                JsonMembers.instant(json, "created_at"),
                JsonMembers.wholeNumber(json, "expires_in"),
                answeredAt);
    }

    private static TokenAnswer refused(JsonNode error) {
        return switch (error.isTextual() ? error.textValue() : "") {
            case "invalid_client" -> new ClientRefused(ClientRefused.Code.INVALID_CLIENT);
            case "unauthorized_client" -> new ClientRefused(ClientRefused.Code.UNAUTHORIZED_CLIENT);
            case "invalid_request" -> new Failed(new Failure.RequestRefused("invalid_request"));
            case "unsupported_grant_type" -> new Failed(new Failure.RequestRefused("unsupported_grant_type"));
            case "invalid_grant" -> new Failed(new Failure.RequestRefused("invalid_grant"));
            case "invalid_scope" -> new Failed(new Failure.RequestRefused("invalid_scope"));
            case "" -> new Failed(HttpResult.unintelligibleRefusal("no_error_code"));
            default -> new Failed(HttpResult.unintelligibleRefusal("unknown_error_code"));
        };
    }
}
