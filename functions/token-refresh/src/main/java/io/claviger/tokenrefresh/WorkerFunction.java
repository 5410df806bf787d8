package io.claviger.tokenrefresh;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.runtime.JsonEvents;
import io.claviger.runtime.MessageBatch;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The worker behind the refresh queue: refreshes the instance of each message. */
@Named("worker")
public class WorkerFunction implements RequestStreamHandler {
    private final MessageBatch batch;

    WorkerFunction(MessageBatch batch) {
        this.batch = batch;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        JsonEvents.handle(event, answer, this::handle);
    }

    private JsonNode handle(JsonNode event) {
        return batch.workThrough(event);
    }
}
