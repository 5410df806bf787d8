package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.json.BodyMembers;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.registration.AdoptCredentials;
import io.claviger.core.registration.RegisterResult;
import java.time.InstantSource;
import java.util.Optional;

/** {@code PUT /v1/applications/{applicationId}/instances/{instanceId}/credentials}. */
record AdoptRoute(AdoptCredentials adoptCredentials, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        BodyMembers body = request.body("client_id", "client_secret", "prove");
        ClientCredentials credentials = new ClientCredentials(
                new ClientId(body.text("client_id")), new ClientSecret(body.text("client_secret")));
        return RegisterAnswer.of(adopt(request, credentials, body.optionalText("prove")), clock.instant());
    }

    private RegisterResult adopt(Request request, ClientCredentials credentials, Optional<String> prove) {
        return switch (prove.orElse("now")) {
            case "now" -> adoptCredentials.adopt(request.instance(), credentials, request.device());
            case "at_first_vend" -> adoptCredentials.adoptUnproved(request.instance(), credentials, request.device());
            default -> throw new InvalidInput("prove must be now or at_first_vend");
        };
    }
}
