package io.claviger.token;

import io.claviger.api.Answer;
import io.claviger.api.ProblemCode;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.vending.VendResult;
import io.claviger.core.vending.VendToken;
import java.time.Duration;
import java.time.InstantSource;

/** {@code GET /v1/applications/{applicationId}/instances/{instanceId}/token} and {@code GET /v1/device/token}. */
record VendRoute(VendToken vendToken, Journal journal, InstantSource clock) implements Route {
    @Override
    public Answer answer(Request request) {
        Duration minTtl = MinTtl.of(request.query("min_ttl"));
        VendResult result = vendToken.vend(request.instance(), request.admission(), minTtl, request.device());
        Answer answer = VendAnswer.of(result, clock.instant());
        answer.problem()
                .filter(code -> code != ProblemCode.UNAUTHENTICATED)
                .ifPresent(code -> journal.note(new Entry.VendRefused(request.instance(), outcome(result, code))));
        return answer;
    }

    /** Where there is no new token although Adobe answers, the reason: nobody is to be called as for an outage. */
    private static String outcome(VendResult result, ProblemCode code) {
        return result instanceof VendResult.Unavailable(CallFailure.NoNewToken(var reason), var _)
                ? reason.code()
                : code.code();
    }
}
