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

/** The sweep: queues every instance whose refresh is due. The event's content does not matter. */
@Named("sweep")
public class SweepFunction implements RequestStreamHandler {
    private final SweepDueInstances sweepDueInstances;

    SweepFunction(SweepDueInstances sweepDueInstances) {
        this.sweepDueInstances = sweepDueInstances;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Cause schedule = new Cause.Schedule(context.getAwsRequestId());
        JsonEvents.handle(event, answer, _ -> CurrentCause.during(schedule, this::sweep));
    }

    private JsonNode sweep() {
        Swept swept = sweepDueInstances.sweep();
        return JsonNodeFactory.instance
                .objectNode()
                .put("queued", swept.queued())
                .put("held_back", swept.heldBack());
    }
}
