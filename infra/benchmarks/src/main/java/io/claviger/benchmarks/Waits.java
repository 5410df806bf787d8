package io.claviger.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Waits in real time, as calls over a network make a thread wait. */
public final class Waits {
    private Waits() {}

    /** Puts the thread to sleep. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A DynamoDB whose answers take longer by what {@code latency} says when they are asked for. */
    public static DynamoDbClient slow(DynamoDbClient client, Supplier<Duration> latency) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (_, call, arguments) -> {
                    pause(latency.get());
                    try {
                        return call.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
