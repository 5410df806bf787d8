package io.claviger.authserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.Effect;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Classifies an answer by its status first. An error code counts only in a 400, 401 or 403 (RFC 6749 section 5.2, RFC
 * 7591 section 3.2.2), so that no outage, proxy or captive portal passes for a refusal.
 */
final class ResponseClassifier {
    private ResponseClassifier() {}

    /** Whether the body matters for an answer of this status. Other bodies are not awaited. */
    static boolean needsBody(int status) {
        return (status >= 200 && status < 300) || isRefusal(status);
    }

    static HttpResult classify(Reply reply, Expectation expectation, InstantSource clock) {
        int status = reply.status();
        if (status == 429) {
            return new HttpResult.Failed(new Failure.Throttled(RetryAfter.of(reply.headers(), clock.instant())));
        }
        if (status >= 500 || status == 408) {
            return new HttpResult.Failed(new Failure.Unavailable("http_" + status, effect(status)));
        }
        if (reply.isRedirect()) {
            return unintelligible(status, "redirect");
        }
        if (expectation.isMetBy(status)) {
            return json(reply, json -> new HttpResult.Success(json, reply.date()));
        }
        if (isRefusal(status)) {
            return reply.isPage()
                    ? unintelligible(status, "page")
                    : json(reply, json -> new HttpResult.Refusal(status, json));
        }
        return unintelligible(status, "http_" + status);
    }

    private static boolean isRefusal(int status) {
        return status == 400 || status == 401 || status == 403;
    }

    private static HttpResult json(Reply reply, Function<JsonNode, HttpResult> result) {
        Optional<byte[]> body = reply.body();
        if (body.isEmpty()) {
            return unintelligible(reply.status(), "oversized_body");
        }
        if (body.get().length == 0) {
            return unintelligible(reply.status(), "empty_body");
        }
        return JsonBody.object(body.get())
                .map(result)
                .orElseGet(() -> unintelligible(reply.status(), reply.isPage() ? "page" : "malformed_json"));
    }

    private static HttpResult unintelligible(int status, String reason) {
        return new HttpResult.Failed(new Failure.Unintelligible(reason, effect(status)));
    }

    /** A request answered with a 4xx had no effect, also if a proxy answered it (RFC 9110 section 15.5). */
    private static Effect effect(int status) {
        return status >= 400 && status < 500 ? Effect.NONE : Effect.UNKNOWN;
    }
}
