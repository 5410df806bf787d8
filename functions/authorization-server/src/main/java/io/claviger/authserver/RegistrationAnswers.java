package io.claviger.authserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer.Failed;
import io.claviger.core.authorizationserver.RegistrationAnswer.RedirectUriRefused;
import io.claviger.core.authorizationserver.RegistrationAnswer.Registered;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import java.util.Optional;

/** Answers of {@code POST /o/client/register} (Adobe's page "Retrieve client credentials", RFC 7591 section 3.2). */
final class RegistrationAnswers {
    private RegistrationAnswers() {}

    static RegistrationAnswer read(HttpResult result) {
        return switch (result) {
            case HttpResult.Success(JsonNode json, var _) -> registered(json);
            case HttpResult.Refusal refusal -> refused(refusal.json().path("error"));
            case HttpResult.Failed(Failure failure) -> new Failed(failure);
        };
    }

    private static RegistrationAnswer registered(JsonNode json) {
        Optional<ClientId> id = JsonMembers.text(json, "client_id", ClientId::new);
        Optional<ClientSecret> secret = JsonMembers.text(json, "client_secret", ClientSecret::new);
        if (id.isEmpty() || secret.isEmpty()) {
            return new Failed(HttpResult.unintelligible(id.isEmpty() ? "no_client_id" : "no_client_secret"));
        }
        ClientCredentials credentials = new ClientCredentials(id.get(), secret.get());
        return new Registered(credentials, JsonMembers.instant(json, "client_id_issued_at"), JsonMembers.scopes(json));
    }

    private static RegistrationAnswer refused(JsonNode error) {
        return switch (error.isTextual() ? error.textValue() : "") {
            case "invalid_software_statement" -> new StatementRefused(StatementRefused.Code.INVALID_SOFTWARE_STATEMENT);
            case "unapproved_software_statement" ->
                new StatementRefused(StatementRefused.Code.UNAPPROVED_SOFTWARE_STATEMENT);
            case "invalid_redirect_uri" -> new RedirectUriRefused();
            case "invalid_request" -> new Failed(new Failure.RequestRefused("invalid_request"));
            case "invalid_client_metadata" -> new Failed(new Failure.RequestRefused("invalid_client_metadata"));
            case "" -> new Failed(HttpResult.unintelligibleRefusal("no_error_code"));
            default -> new Failed(HttpResult.unintelligibleRefusal("unknown_error_code"));
        };
    }
}
