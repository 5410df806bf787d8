package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer of the API.
 *
 * @param retryAfter how long to wait before the next try
 */
record Reply(int status, JsonNode body, Optional<Duration> retryAfter) {

    boolean ok() {
        return status < 300;
    }

    /** The stable code of a problem; empty for a success and for an answer of API Gateway's own. */
    Optional<String> code() {
        return Optional.ofNullable(body.get("code")).map(JsonNode::asText);
    }

    /** Another try may succeed. */
    boolean mayRetry() {
        return status == 429
                || status >= 500
                || code().filter("registration_in_progress"::equals).isPresent();
    }

    /** The body of a success. */
    JsonNode require() {
        if (ok()) {
            return body;
        }
        boolean byIam = status == 403 && code().isEmpty();
        throw new Failure(
                byIam || status == 401 ? ExitCode.NO_ACCESS : ExitCode.FAILED,
                "%d %s%s".formatted(status, says(), byIam ? " (the stack's OperatorPolicyArn allows every call)" : ""));
    }

    /** What the answer says is wrong. */
    String says() {
        return code().map(code -> code + ": " + body.path("detail").asText())
                .orElseGet(() -> body.path("message").asText("no problem document"));
    }
}
