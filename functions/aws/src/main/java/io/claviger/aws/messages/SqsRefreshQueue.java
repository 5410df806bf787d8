package io.claviger.aws.messages;

import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.RefreshQueue;
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

    private final Supplier<SqsClient> client;
    private final String queueUrl;

    /** @param client called at the first use */
    public SqsRefreshQueue(Supplier<SqsClient> client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
    }

    @Override
    public boolean submit(List<InstanceKey> keys) {
        return keys.stream().gather(Gatherers.windowFixed(BATCH)).allMatch(this::submitBatch);
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
    private boolean submitBatch(List<InstanceKey> keys) {
        try {
            List<InstanceKey> refused = send(keys);
            return refused.isEmpty() || send(refused).isEmpty();
        } catch (SdkException _) {
            return false;
        }
    }

    /** Returns the keys that SQS refused. */
    private List<InstanceKey> send(List<InstanceKey> keys) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, keys.size())
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(MessageJson.refresh(keys.get(i)))
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
        return failed.stream().map(keys::get).toList();
    }
}
