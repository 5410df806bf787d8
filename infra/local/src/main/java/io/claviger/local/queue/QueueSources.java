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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lambda's event source mappings for SQS: each receives messages, invokes the function, and deletes the messages that
 * the function did not report as failed.
 */
public final class QueueSources implements AutoCloseable {
    /** Short enough to stop soon, long enough to spare the processor. */
    private static final int POLL_SECONDS = 5;

    private final AwsCaller aws;
    private final AwsEnvironment awsEnvironment;
    private final Consumer<String> console;
    private final List<Thread> pollers = new ArrayList<>();

    public QueueSources(AwsCaller aws, AwsEnvironment awsEnvironment, Consumer<String> console) {
        this.aws = aws;
        this.awsEnvironment = awsEnvironment;
        this.console = console;
    }

    /**
     * Starts to poll.
     *
     * @param concurrency how many batches of one source may run at once, at most
     */
    public void start(LambdaService lambda, int concurrency) {
        for (LambdaFunction function : lambda.functions()) {
            for (EventSource event : function.resource().events()) {
                if (event instanceof EventSource.QueueSource source) {
                    for (int poller = 0; poller < Math.min(concurrency, source.maxConcurrency()); poller++) {
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
        String url = awsEnvironment.queueUrl(source.queue());
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
            ArrayNode messages = receive(url, source.batchSize());
            if (!messages.isEmpty()) {
                deliver(messages, url, function, source);
            }
        } catch (AwsError refused) {
            console.accept(queue + ": " + refused.code() + " " + refused.getMessage());
            TimeUnit.SECONDS.sleep(POLL_SECONDS);
        }
    }

    private ArrayNode receive(String url, int batchSize) throws InterruptedException {
        ObjectNode request = JsonNodes.object()
                .put("QueueUrl", url)
                .put("MaxNumberOfMessages", batchSize)
                .put("WaitTimeSeconds", POLL_SECONDS);
        request.putArray("AttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        ArrayNode messages = JsonNodes.array();
        aws.call("sqs", "ReceiveMessage", request).path("Messages").forEach(messages::add);
        return messages;
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
        ObjectNode request = JsonNodes.object().put("QueueUrl", url);
        ArrayNode entries = request.putArray("Entries");
        for (JsonNode message : messages) {
            if (!failed.contains(message.path("MessageId").asText())) {
                entries.addObject()
                        .put("Id", Integer.toString(entries.size()))
                        .put("ReceiptHandle", message.path("ReceiptHandle").asText());
            }
        }
        if (!entries.isEmpty()) {
            aws.call("sqs", "DeleteMessageBatch", request);
        }
    }
}
