package io.claviger.aws.journal;

import java.util.List;
import java.util.Optional;

/** Why something is being done: who asked for it, and the id by which every line about it is found. */
public sealed interface Cause {

    /**
     * A call of the API.
     *
     * @param requestId the id that API Gateway gave the request
     * @param groups those of the caller, as its JWT says
     * @param subject the caller; empty for an app, whose name is a viewer's device
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
