package io.claviger.authserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.Effect;

/** What an answer amounts to, before anybody looks into its JSON. */
sealed interface Verdict {

    /** The expected status with a JSON object. */
    record Success(JsonNode json) implements Verdict {}

    /** 400, 401 or 403 with a JSON object, which may or may not hold an error code. */
    record Refusal(int status, JsonNode json) implements Verdict {}

    /** Nothing that tells about statement, credentials or token. */
    record None(Failure failure) implements Verdict {}

    /**
     * A success that makes no sense: what was asked for may have been done.
     *
     * @param reason short, stable, and nothing from the answer
     */
    static Failure unintelligible(String reason) {
        return new Failure.Unintelligible(reason, Effect.UNKNOWN);
    }

    /**
     * A refusal that makes no sense: what was asked for was not done.
     *
     * @param reason short, stable, and nothing from the answer
     */
    static Failure unintelligibleRefusal(String reason) {
        return new Failure.Unintelligible(reason, Effect.NONE);
    }
}
