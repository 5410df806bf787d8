package io.claviger.aws.messages;

import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.RefreshQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The refresh queue in SQS. A message is <code>{"instance_key":"applicationId#instanceId"}</code>. */
public final class SqsRefreshQueue implements RefreshQueue {
    /** SQS's quota for a batch. */
    private static final int BATCH = 10;

    /** SQS's quota for a message's delay. */
    private static final Duration MAX_DELAY = Duration.ofMinutes(15);

    private static final int CONCURRENCY = 16;

    private final Supplier<SqsClient> client;
    private final String queueUrl;
    private final InstantSource clock;

    /** @param client called at the first use */
    public SqsRefreshQueue(Supplier<SqsClient> client, String queueUrl, InstantSource clock) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.clock = clock;
    }

    @Override
    public boolean submit(List<DueInstance> due) {
        return due.stream()
                .gather(Gatherers.windowFixed(BATCH))
                .gather(Gatherers.mapConcurrent(CONCURRENCY, this::submitBatch))
                .reduce(true, Boolean::logicalAnd);
    }

    @Override
    public long depth() {
        String messages = client.get()
                .getQueueAttributes(request ->
                        request.queueUrl(queueUrl).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
        return Long.parseLong(messages);
    }

    /** Sends refused messages once more, because SQS may refuse a part of a batch. */
    private boolean submitBatch(List<DueInstance> due) {
        try {
            List<DueInstance> refused = send(due);
            return refused.isEmpty() || send(refused).isEmpty();
        } catch (SdkException _) {
            return false;
        }
    }

    /** Returns what SQS refused. */
    private List<DueInstance> send(List<DueInstance> due) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, due.size())
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(MessageJson.refresh(due.get(i).key()))
                        .delaySeconds(delaySeconds(due.get(i)))
                        .build())
                .toList();
        Set<Integer> failed =
                client
                        .get()
                        .sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries))
                        .failed()
                        .stream()
                        .map(BatchResultErrorEntry::id)
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet());
        return failed.stream().map(due::get).toList();
    }

    /** Rounded up, because a worker leaves an instance alone that is not due yet. */
    private int delaySeconds(DueInstance due) {
        Duration wait = Duration.between(clock.instant(), due.dueAt());
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return Math.clamp(seconds, 0, Math.toIntExact(MAX_DELAY.toSeconds()));
    }
}
