package io.claviger.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.journal.Cause;
import io.claviger.aws.journal.CurrentCause;
import io.claviger.core.Deadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Processes a batch of SQS messages and reports the failed ones, so that SQS sends only those again (partial batch
 * responses).
 */
public final class MessageBatch {
    private static final Logger LOG = System.getLogger(MessageBatch.class.getName());

    private final ExecutorService workers;
    private final Deadline deadline;
    private final Duration timeForOne;
    private final Consumer<String> work;

    /**
     * @param workers its number of threads is the number of messages in process at once
     * @param timeForOne a message is not begun when less time is left; SQS sends it again
     * @param work processes a message's body; if it throws, SQS sends that message again
     */
    public MessageBatch(ExecutorService workers, Deadline deadline, Duration timeForOne, Consumer<String> work) {
        this.workers = workers;
        this.deadline = deadline;
        this.timeForOne = timeForOne;
        this.work = work;
    }

    /** True for an event of an SQS event source. */
    public static boolean isIn(JsonNode event) {
        return event.path("Records").path(0).path("eventSource").asText().equals("aws:sqs");
    }

    /** @return Lambda's {@code batchItemFailures} */
    public ObjectNode workThrough(JsonNode event) {
        Map<String, Future<Boolean>> underWay = new LinkedHashMap<>();
        for (JsonNode message : event.path("Records")) {
            String messageId = message.path("messageId").asText();
            underWay.put(
                    messageId,
                    workers.submit(() -> workOn(messageId, message.path("body").asText())));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode failures = answer.putArray("batchItemFailures");
        underWay.forEach((messageId, future) -> {
            if (!succeeded(messageId, future)) {
                failures.addObject().put("itemIdentifier", messageId);
            }
        });
        return answer;
    }

    /** @return false if too little time is left */
    private boolean workOn(String messageId, String body) {
        if (deadline.left().compareTo(timeForOne) < 0) {
            LOG.log(Level.WARNING, "a message is left for the next invocation");
            return false;
        }
        return CurrentCause.during(new Cause.Message(messageId), () -> {
            work.accept(body);
            return true;
        });
    }

    private static boolean succeeded(String messageId, Future<Boolean> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            LOG.log(Level.ERROR, () -> "message " + messageId + " failed: " + FailureDescription.of(e));
        } catch (CancellationException e) {
            LOG.log(Level.ERROR, () -> "message " + messageId + " was cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
