package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.json.BodyMembers;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.registration.AdoptCommand;
import io.claviger.core.registration.AdoptCredentials;
import java.time.InstantSource;
import java.util.Optional;

/** {@code PUT /v1/applications/{applicationId}/instances/{instanceId}/credentials}. */
record AdoptRoute(AdoptCredentials adoptCredentials, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        BodyMembers body = request.body("client_id", "client_secret", "prove");
        ClientCredentials credentials = new ClientCredentials(
                new ClientId(body.text("client_id")), new ClientSecret(body.text("client_secret")));
        AdoptCommand command = new AdoptCommand(
                request.instance(), credentials, request.device(), proveNow(body.optionalText("prove")));
        return RegisterAnswer.of(adoptCredentials.adopt(command), clock.instant());
    }

    private static boolean proveNow(Optional<String> prove) {
        return switch (prove.orElse("now")) {
            case "now" -> true;
            case "at_first_vend" -> false;
            default -> throw new InvalidInput("prove must be now or at_first_vend");
        };
    }
}
