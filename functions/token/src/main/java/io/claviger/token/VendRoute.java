package io.claviger.token;

import io.claviger.api.Answer;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.vending.VendResult;
import io.claviger.core.vending.VendToken;
import java.time.Duration;
import java.time.InstantSource;

/** {@code GET /v1/applications/{applicationId}/instances/{instanceId}/token}. */
record VendRoute(VendToken vendToken, Journal journal, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        Duration minTtl = MinTtl.of(request.query("min_ttl"));
        VendResult result = vendToken.vend(request.instance(), minTtl, request.device());
        Answer answer = VendAnswer.of(result, clock.instant());
        answer.problem().ifPresent(code -> journal.note(new Entry.VendRefused(request.instance(), code.code())));
        return answer;
    }
}
