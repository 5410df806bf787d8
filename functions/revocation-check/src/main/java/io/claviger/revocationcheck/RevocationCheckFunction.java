package io.claviger.revocationcheck;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.api.Api;
import io.claviger.api.ApiEvents;
import io.claviger.aws.journal.Cause;
import io.claviger.aws.journal.CurrentCause;
import io.claviger.runtime.InvocationDeadline;
import io.claviger.runtime.JsonEvents;
import io.claviger.runtime.MessageBatch;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Checks statements for revocation: on an operator's request, on evidence from the queue, and on schedule. */
@Named("revocation-check")
public class RevocationCheckFunction implements RequestStreamHandler {
    private final Api api;
    private final MessageBatch evidence;
    private final ScheduledCheck scheduled;
    private final InvocationDeadline deadline;

    RevocationCheckFunction(Api api, MessageBatch evidence, ScheduledCheck scheduled, InvocationDeadline deadline) {
        this.api = api;
        this.evidence = evidence;
        this.scheduled = scheduled;
        this.deadline = deadline;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        deadline.begin(context::getRemainingTimeInMillis);
        JsonEvents.handle(event, answer, read -> handle(read, context));
    }

    private JsonNode handle(JsonNode event, Context context) {
        if (event.has("routeKey")) {
            APIGatewayV2HTTPEvent call = ApiEvents.read(event);
            return ApiEvents.write(api.serve(call));
        }
        if (MessageBatch.isIn(event)) {
            return evidence.workThrough(event);
        }
        Duration timeLeft = Duration.ofMillis(context.getRemainingTimeInMillis());
        return CurrentCause.during(
                new Cause.Schedule(context.getAwsRequestId()),
                () -> event.path("only").asText().equals("revoked")
                        ? scheduled.runEachMinute()
                        : scheduled.run(timeLeft));
    }
}
