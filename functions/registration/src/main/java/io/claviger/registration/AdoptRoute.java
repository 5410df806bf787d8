package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.json.BodyMembers;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.registration.AdoptCredentials;
import java.time.InstantSource;

/** {@code PUT /v1/applications/{applicationId}/instances/{instanceId}/credentials}. */
record AdoptRoute(AdoptCredentials adoptCredentials, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        BodyMembers body = request.body("client_id", "client_secret");
        ClientCredentials credentials = new ClientCredentials(
                new ClientId(body.text("client_id")), new ClientSecret(body.text("client_secret")));
        return RegisterAnswer.of(
                adoptCredentials.adopt(request.instance(), credentials, request.device()), clock.instant());
    }
}
