package io.claviger.authserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.Effect;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges an answer by its status first: an error code means what it says only in a 400, 401 or 403 (RFC 6749 section 5.2,
 * RFC 7591 section 3.2.2), so that no outage, proxy or captive page can pass for a refusal.
 */
final class Verdicts {
    private Verdicts() {}

    /** Whether an answer of this status is judged by its body; where it is not, the body need not be waited for. */
    static boolean needsBody(int status) {
        return (status >= 200 && status < 300) || isRefusal(status);
    }

    static Verdict of(Reply reply, Expectation expectation, InstantSource clock) {
        int status = reply.status();
        if (status == 429) {
            return new Verdict.None(new Failure.Throttled(RetryAfter.of(reply.headers(), clock.instant())));
        }
        if (status >= 500 || status == 408) {
            return new Verdict.None(new Failure.Unavailable("http_" + status, effect(status)));
        }
        if (reply.isRedirect()) {
            return none(status, "redirect");
        }
        if (expectation.isMetBy(status)) {
            return json(reply, Verdict.Success::new);
        }
        if (isRefusal(status)) {
            return reply.isPage() ? none(status, "page") : json(reply, json -> new Verdict.Refusal(status, json));
        }
        return none(status, "http_" + status);
    }

    private static boolean isRefusal(int status) {
        return status == 400 || status == 401 || status == 403;
    }

    private static Verdict json(Reply reply, Function<JsonNode, Verdict> verdict) {
        Optional<byte[]> body = reply.body();
        if (body.isEmpty()) {
            return none(reply.status(), "oversized_body");
        }
        if (body.get().length == 0) {
            return none(reply.status(), "empty_body");
        }
        return JsonBody.object(body.get())
                .map(verdict)
                .orElseGet(() -> none(reply.status(), reply.isPage() ? "page" : "malformed_json"));
    }

    private static Verdict none(int status, String reason) {
        return new Verdict.None(new Failure.Unintelligible(reason, effect(status)));
    }

    /** A request that is answered with a 4xx is not carried out, whoever on the way answered it (RFC 9110 section 15.5). */
    private static Effect effect(int status) {
        return status >= 400 && status < 500 ? Effect.NONE : Effect.UNKNOWN;
    }
}
