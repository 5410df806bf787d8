package io.claviger.tokenrefresh;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.claviger.runtime.InvocationDeadline;
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
    private final InvocationDeadline deadline;

    WorkerFunction(MessageBatch batch, InvocationDeadline deadline) {
        this.batch = batch;
        this.deadline = deadline;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        deadline.begin(context::getRemainingTimeInMillis);
        JsonEvents.handle(event, answer, batch::workThrough);
    }
}
