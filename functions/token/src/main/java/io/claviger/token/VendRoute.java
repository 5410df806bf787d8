package io.claviger.token;

import io.claviger.api.Answer;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.vending.VendToken;
import io.claviger.core.vending.Vending;
import java.time.Duration;
import java.time.InstantSource;

/** {@code GET /v1/applications/{applicationId}/instances/{instanceId}/token}. */
record VendRoute(VendToken vendToken, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        Duration minTtl = MinTtl.of(request.query("min_ttl"));
        Vending outcome = vendToken.vend(request.instance(), minTtl, request.device());
        return VendingAnswer.of(outcome, clock.instant());
    }
}
