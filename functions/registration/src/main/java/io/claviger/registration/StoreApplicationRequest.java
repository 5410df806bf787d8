package io.claviger.registration;

import io.claviger.api.Problem;
import io.claviger.api.ProblemCode;
import io.claviger.api.ProblemException;
import io.claviger.api.Request;
import io.claviger.api.json.BodyMembers;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.statement.StoreApplicationCommand;

/** Reads the body of a request to store an application. */
final class StoreApplicationRequest {
    private static final int MAX_NAME = 200;

    private StoreApplicationRequest() {}

    /** @throws ProblemException with the member and the rule that it breaks */
    static StoreApplicationCommand of(Request request) {
        BodyMembers body = request.body(
                "display_name", "software_statement", "redirect_uri", "on_rejected_credentials", "service_provider");
        String displayName = displayName(body.text("display_name"));
        RejectedCredentialsPolicy policy = body.optionalText("on_rejected_credentials")
                .map(StoreApplicationRequest::policy)
                .orElse(RejectedCredentialsPolicy.HOLD);
        StatementText statement = StatementText.of(body.text("software_statement"));
        return new StoreApplicationCommand(
                request.application(),
                displayName,
                statement.statement(),
                statement.claims(),
                RedirectUris.in(body),
                body.optionalText("service_provider").map(ServiceProvider::new),
                policy);
    }

    private static String displayName(String name) {
        boolean lengthFits = !name.isBlank() && name.codePointCount(0, name.length()) <= MAX_NAME;
        if (!lengthFits || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new ProblemException(Problem.of(
                    ProblemCode.INVALID_REQUEST,
                    "display_name must have 1 to %d characters, none of them a control character".formatted(MAX_NAME)));
        }
        return name;
    }

    private static RejectedCredentialsPolicy policy(String word) {
        return switch (word) {
            case "hold" -> RejectedCredentialsPolicy.HOLD;
            case "reregister" -> RejectedCredentialsPolicy.REREGISTER;
            default -> throw ProblemException.invalid("on_rejected_credentials must be hold or reregister");
        };
    }
}
