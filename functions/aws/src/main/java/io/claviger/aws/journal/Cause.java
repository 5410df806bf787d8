package io.claviger.aws.journal;

import java.util.List;
import java.util.Optional;

/** The cause of an action: its trigger, and the id that finds every log line about it. */
public sealed interface Cause {

    /**
     * A call of the API.
     *
     * @param requestId the id that API Gateway gave the request
     * @param groups the caller's groups, from its JWT
     * @param subject the caller; empty for an app, whose subject identifies a viewer's device
     */
    record Request(String requestId, List<String> groups, Optional<String> subject) implements Cause {
        public Request {
            groups = List.copyOf(groups);
        }
    }

    /** A schedule; {@code requestId} is Lambda's id of the invocation. */
    record Schedule(String requestId) implements Cause {}

    /** A message of a queue. */
    record Message(String messageId) implements Cause {}
}
