package io.claviger.local.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.lambda.InvocationResult;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.EventSource;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lambda's event source mappings for SQS: takes messages, invokes the function, deletes what it did not report as failed. */
public final class QueueSources implements AutoCloseable {
    private static final int MAX_RECEIVED = 10;
    /** Short enough to stop soon, long enough not to spin. */
    private static final int POLL_SECONDS = 5;

    private final AwsCaller aws;
    private final AwsEnvironment awsEnvironment;
    private final InstantSource clock;
    private final Consumer<String> console;
    private final List<Thread> pollers = new ArrayList<>();

    public QueueSources(AwsCaller aws, AwsEnvironment awsEnvironment, InstantSource clock, Consumer<String> console) {
        this.aws = aws;
        this.awsEnvironment = awsEnvironment;
        this.clock = clock;
        this.console = console;
    }

    /**
     * Starts to poll.
     *
     * @param concurrency the most batches of one source that may be under way at once
     */
    public void start(LambdaService lambda, int concurrency) {
        for (LambdaFunction function : lambda.functions()) {
            for (EventSource event : function.resource().events()) {
                if (event instanceof EventSource.QueueSource source && source.enabled()) {
                    for (int poller = 0; poller < Math.min(concurrency, source.maximumConcurrency()); poller++) {
                        String name = function.resource().logicalId() + "." + source.name() + "-" + poller;
                        pollers.add(Thread.ofVirtual().name(name).start(() -> poll(function, source)));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        pollers.forEach(Thread::interrupt);
        for (Thread poller : pollers) {
            try {
                poller.join();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void poll(LambdaFunction function, EventSource.QueueSource source) {
        String queue = source.queue().substring(source.queue().lastIndexOf(':') + 1);
        String url = awsEnvironment.aws() + "/" + awsEnvironment.account() + "/" + queue;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                pollOnce(queue, url, function, source);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollOnce(String queue, String url, LambdaFunction function, EventSource.QueueSource source)
            throws InterruptedException {
        try {
            ArrayNode messages = receive(url, source);
            if (!messages.isEmpty()) {
                deliver(messages, url, function, source);
            }
        } catch (AwsError refused) {
            console.accept(queue + ": " + refused.code() + " " + refused.getMessage());
            TimeUnit.SECONDS.sleep(POLL_SECONDS);
        }
    }

    private ArrayNode receive(String url, EventSource.QueueSource source) throws InterruptedException {
        ArrayNode batch = JsonNodes.array();
        Instant windowEnd = clock.instant().plus(source.window());
        do {
            ObjectNode request = JsonNodes.object()
                    .put("QueueUrl", url)
                    .put("MaxNumberOfMessages", Math.min(MAX_RECEIVED, source.batchSize() - batch.size()))
                    .put("WaitTimeSeconds", batch.isEmpty() ? POLL_SECONDS : 1);
            request.set("AttributeNames", JsonNodes.array().add("All"));
            request.set("MessageAttributeNames", JsonNodes.array().add("All"));
            aws.call("sqs", "ReceiveMessage", request).path("Messages").forEach(batch::add);
        } while (!batch.isEmpty()
                && batch.size() < source.batchSize()
                && clock.instant().isBefore(windowEnd));
        return batch;
    }

    private void deliver(ArrayNode messages, String url, LambdaFunction function, EventSource.QueueSource source)
            throws InterruptedException {
        JsonNode event = SqsEvent.of(messages, source.queue(), awsEnvironment.region());
        InvocationResult result = function.invoke(Buffer.buffer(JsonNodes.bytes(event)));
        Set<String> failed = BatchResult.failed(result, messages, source.reportsItems());
        if (result instanceof InvocationResult.Failed(JsonNode error)) {
            console.accept(function.resource().logicalId() + " failed on a batch: "
                    + error.path("errorMessage").asText());
        }
        ArrayNode entries = JsonNodes.array();
        for (JsonNode message : messages) {
            if (!failed.contains(message.path("MessageId").asText())) {
                entries.add(JsonNodes.object()
                        .put("Id", Integer.toString(entries.size()))
                        .put("ReceiptHandle", message.path("ReceiptHandle").asText()));
            }
            if (entries.size() == MAX_RECEIVED) {
                delete(url, entries);
                entries = JsonNodes.array();
            }
        }
        delete(url, entries);
    }

    private void delete(String url, ArrayNode entries) throws InterruptedException {
        if (!entries.isEmpty()) {
            ObjectNode request = JsonNodes.object().put("QueueUrl", url);
            request.set("Entries", entries);
            aws.call("sqs", "DeleteMessageBatch", request);
        }
    }
}
