package io.claviger.aws.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue that may refuse a part of a batch, as SQS does. */
final class FakeQueue implements SqsClient {
    private final List<String> bodies = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final List<Integer> delays = new ArrayList<>();
    private int toRefuse;
    private boolean broken;
    private CyclicBarrier together = new CyclicBarrier(1);

    void refuseNext(int messages) {
        toRefuse = messages;
    }

    void breakDown() {
        broken = true;
    }

    List<String> bodies() {
        return bodies;
    }

    /** The number of messages of each batch. */
    List<Integer> batches() {
        return batches;
    }

    /** The delay of each message of a batch, in seconds. */
    List<Integer> delays() {
        return delays;
    }

    /** From now on a batch is answered only when so many are under way. */
    void answerTogether(int calls) {
        together = new CyclicBarrier(calls);
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("fewer batches are under way", e);
        }
        return take(request);
    }

    private synchronized SendMessageBatchResponse take(SendMessageBatchRequest request) {
        checkSound();
        batches.add(request.entries().size());
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            if (toRefuse > 0) {
                toRefuse--;
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code("InternalError")
                        .build());
            } else {
                bodies.add(entry.messageBody());
                delays.add(entry.delaySeconds());
            }
        }
        return SendMessageBatchResponse.builder().failed(failed).build();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        checkSound();
        bodies.add(request.messageBody());
        return SendMessageResponse.builder().build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        return GetQueueAttributesResponse.builder()
                .attributes(Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, Integer.toString(bodies.size())))
                .build();
    }

    private void checkSound() {
        if (broken) {
            throw SqsException.builder().message("out of order").build();
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
