package io.claviger.aws.testing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Adds up the capacity units that DynamoDB says it consumed. A refused condition is not counted: it answers no figure. */
public final class CapacityMeter implements ExecutionInterceptor {
    /** Units of reads and of writes. */
    public record Consumed(double reads, double writes) {}

    private final DoubleAdder reads = new DoubleAdder();
    private final DoubleAdder writes = new DoubleAdder();

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
        return switch (context.request()) {
            case GetItemRequest it -> it.copy(request -> request.returnConsumedCapacity(total));
            case BatchGetItemRequest it -> it.copy(request -> request.returnConsumedCapacity(total));
            case PutItemRequest it -> it.copy(request -> request.returnConsumedCapacity(total));
            case UpdateItemRequest it -> it.copy(request -> request.returnConsumedCapacity(total));
            case SdkRequest other -> other;
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        switch (context.response()) {
            case GetItemResponse it -> add(reads, List.of(it.consumedCapacity()));
            case BatchGetItemResponse it -> add(reads, it.consumedCapacity());
            case PutItemResponse it -> add(writes, List.of(it.consumedCapacity()));
            case UpdateItemResponse it -> add(writes, List.of(it.consumedCapacity()));
            case SdkResponse _ -> {}
        }
    }

    /** What the work consumed. */
    public Consumed during(Runnable work) {
        reads.reset();
        writes.reset();
        work.run();
        return new Consumed(reads.sum(), writes.sum());
    }

    private static void add(DoubleAdder units, Collection<ConsumedCapacity> consumed) {
        consumed.forEach(it -> units.add(Optional.ofNullable(it.capacityUnits()).orElse(0.0)));
    }
}
