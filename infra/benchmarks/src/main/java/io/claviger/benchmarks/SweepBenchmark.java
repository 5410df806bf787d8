package io.claviger.benchmarks;

import io.claviger.aws.dynamodb.DynamoDbInstances;
import io.claviger.aws.dynamodb.Tables;
import io.claviger.aws.messages.SqsRefreshQueue;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Entry;
import io.claviger.core.refresh.SweepDueInstances;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder$;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.sqs.SqsClient;

/** How long a sweep takes to queue 40,000 due instances, over HTTP to DynamoDB Local and ElasticMQ. */
final class SweepBenchmark {
    private static final int DUE = 40_000;
    private static final int SHARDS = 8;
    private static final int ROUNDS = 7;

    /** DynamoDB's quota for a batch. */
    private static final int BATCH = 25;

    private SweepBenchmark() {}

    static Page.Result run() {
        Logger.getLogger("").setLevel(Level.WARNING);
        InstantSource clock = InstantSource.system();
        SdkHttpClient http = UrlConnectionHttpClient.create();
        DynamoDbClient dynamoDb = LocalDynamoDb.client(http);
        Tables tables = LocalDynamoDb.tables(dynamoDb);
        store(dynamoDb, tables, clock.instant());
        SQSRestServer server = SQSRestServerBuilder$.MODULE$
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        SqsClient sqs = sqs(http, server.waitUntilStarted().localAddress().getPort());
        Instances instances = new DynamoDbInstances(dynamoDb, tables, SHARDS, TestData.sealer(clock), _ -> {}, clock);
        List<Double> seconds = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            String name = "refresh-" + round;
            String queue = sqs.createQueue(request -> request.queueName(name)).queueUrl();
            SweepDueInstances sweep = new SweepDueInstances(
                    instances, new SqsRefreshQueue(() -> sqs, queue, clock), _ -> {}, 2 * DUE, clock);
            long begun = System.nanoTime();
            Entry.Swept swept = sweep.sweep(Duration.ofMinutes(5));
            if (swept.queued() != DUE) {
                throw new IllegalStateException("the sweep queued " + swept.queued());
            }
            seconds.add((System.nanoTime() - begun) / 1e9);
        }
        server.stopAndWait();
        return new Page.Result(String.format(
                Locale.ROOT,
                "A sweep queues %,d due instances in %s s.",
                DUE,
                Spread.of(seconds).print("%.1f")));
    }

    private static void store(DynamoDbClient dynamoDb, Tables tables, Instant due) {
        IntStream.range(0, DUE)
                .mapToObj(i -> WriteRequest.builder()
                        .putRequest(put -> put.item(Map.of(
                                "instanceKey", AttributeValue.fromS("app#tv-" + i),
                                "shard", AttributeValue.fromN(Integer.toString(i % SHARDS)),
                                "refreshAt", AttributeValue.fromN(Long.toString(due.toEpochMilli() - i)))))
                        .build())
                .gather(Gatherers.windowFixed(BATCH))
                .forEach((List<WriteRequest> batch) ->
                        dynamoDb.batchWriteItem(request -> request.requestItems(Map.of(tables.instances(), batch))));
    }

    private static SqsClient sqs(SdkHttpClient http, int port) {
        return SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http)
                .build();
    }
}
