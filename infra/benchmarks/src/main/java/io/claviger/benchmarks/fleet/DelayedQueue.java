package io.claviger.benchmarks.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** One SQS queue whose delays follow the compressed clock. */
public final class DelayedQueue implements SqsClient {
    /** A message that may be received from this time on. */
    public record Message(Instant visibleAt, String body) implements Comparable<Message> {
        @Override
        public int compareTo(Message other) {
            return visibleAt.compareTo(other.visibleAt);
        }
    }

    private final InstantSource clock;
    private final PriorityBlockingQueue<Message> messages = new PriorityBlockingQueue<>();
    private final LongAdder requests = new LongAdder();

    DelayedQueue(InstantSource clock) {
        this.clock = clock;
    }

    /** Removes the next message that is visible before {@code end}. */
    public synchronized Optional<Message> receive(Instant end) {
        return Optional.ofNullable(messages.peek())
                .filter(message -> message.visibleAt().isBefore(end))
                .map(_ -> messages.remove());
    }

    void returnAt(Instant visibleAt, Message message) {
        messages.add(new Message(visibleAt, message.body()));
    }

    /** Requests to send. */
    long requests() {
        return requests.sum();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        requests.increment();
        request.entries()
                .forEach(entry -> messages.add(
                        new Message(clock.instant().plusSeconds(entry.delaySeconds()), entry.messageBody())));
        return SendMessageBatchResponse.builder().build();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        requests.increment();
        messages.add(new Message(clock.instant(), request.messageBody()));
        return SendMessageResponse.builder().build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        Instant now = clock.instant();
        long visible =
                messages.stream().filter(it -> !it.visibleAt().isAfter(now)).count();
        return GetQueueAttributesResponse.builder()
                .attributes(Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, Long.toString(visible)))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
