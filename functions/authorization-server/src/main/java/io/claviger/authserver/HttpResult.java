package io.claviger.authserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.Effect;
import java.time.Instant;
import java.util.Optional;

/** The result of an exchange by its status, before its JSON is read. */
sealed interface HttpResult {

    /**
     * The expected status with a JSON object.
     *
     * @param answeredAt the {@code Date}; empty where it is missing or unreadable
     */
    record Success(JsonNode json, Optional<Instant> answeredAt) implements HttpResult {}

    /** 400, 401 or 403 with a JSON object. It may lack an error code. */
    record Refusal(int status, JsonNode json) implements HttpResult {}

    /** An answer, or none, that says nothing about statement, credentials or token. */
    record Failed(Failure failure) implements HttpResult {}

    /**
     * A malformed success: the request may have taken effect.
     *
     * @param reason short, stable, and nothing from the answer
     */
    static Failure unintelligible(String reason) {
        return new Failure.Unintelligible(reason, Effect.UNKNOWN);
    }

    /**
     * A malformed refusal: the request had no effect.
     *
     * @param reason short, stable, and nothing from the answer
     */
    static Failure unintelligibleRefusal(String reason) {
        return new Failure.Unintelligible(reason, Effect.NONE);
    }
}
