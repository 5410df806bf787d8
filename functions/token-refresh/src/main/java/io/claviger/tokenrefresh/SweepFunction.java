package io.claviger.tokenrefresh;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claviger.aws.journal.Cause;
import io.claviger.aws.journal.CurrentCause;
import io.claviger.core.journal.Entry.Swept;
import io.claviger.core.refresh.SweepDueInstances;
import io.claviger.runtime.JsonEvents;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** The sweep: queues every instance whose refresh is due. The event's content does not matter. */
@Named("sweep")
public class SweepFunction implements RequestStreamHandler {
    /** For the chunk that is under way when the budget is used up, and for the calls that end the sweep. */
    private static final Duration RESERVE = Duration.ofSeconds(8);

    private final SweepDueInstances sweepDueInstances;

    SweepFunction(SweepDueInstances sweepDueInstances) {
        this.sweepDueInstances = sweepDueInstances;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Cause schedule = new Cause.Schedule(context.getAwsRequestId());
        Duration budget = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        JsonEvents.handle(event, answer, _ -> CurrentCause.during(schedule, () -> sweep(budget)));
    }

    private JsonNode sweep(Duration budget) {
        Swept swept = sweepDueInstances.sweep(budget);
        return JsonNodeFactory.instance
                .objectNode()
                .put("queued", swept.queued())
                .put("held_back", swept.heldBack());
    }
}
