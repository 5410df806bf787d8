package io.claviger.local;

import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsEndpoint;
import io.claviger.local.aws.AwsFaults;
import io.claviger.local.aws.AwsService;
import io.claviger.local.aws.DynamoDb;
import io.claviger.local.aws.Provisioner;
import io.claviger.local.aws.Sqs;
import io.claviger.local.events.EventBridge;
import io.claviger.local.secretsmanager.RotationFunction;
import io.claviger.local.secretsmanager.SecretsManager;
import io.claviger.local.template.Stack;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The AWS services that the functions use, with what the template asks of them. */
final class Cloud implements AutoCloseable {
    private final DynamoDb dynamoDb;
    private final Sqs sqs;
    private final EventBridge events;
    private final AwsFaults faults = new AwsFaults();
    private final AwsEndpoint endpoint;
    private final AwsCaller caller;

    private Cloud(DynamoDb dynamoDb, Sqs sqs, EventBridge events, SecretsManager secrets, String region) {
        this.dynamoDb = dynamoDb;
        this.sqs = sqs;
        this.events = events;
        Map<String, AwsService> services =
                Map.of("dynamodb", dynamoDb, "sqs", sqs, "events", events, "secretsmanager", secrets);
        this.endpoint = new AwsEndpoint(services, faults);
        this.caller = new AwsCaller(services, region);
    }

    static Cloud start(Stack stack, Optional<Path> data, InstantSource clock, RotationFunction rotation)
            throws InterruptedException {
        // The two emulators take a second or two each. A thread of our own has our class loader, which ElasticMQ looks
        // in.
        CompletableFuture<Sqs> sqs = CompletableFuture.supplyAsync(
                () -> Sqs.start(stack.surroundings()),
                task -> Thread.ofPlatform().start(task));
        DynamoDb dynamoDb = DynamoDb.start(data.map(folder -> folder.resolve("dynamodb")));
        SecretsManager secrets = new SecretsManager(
                stack.surroundings(), clock, data.map(folder -> folder.resolve("secrets.json")), rotation);
        EventBridge events = new EventBridge(stack.surroundings(), stack.eventBuses(), clock);
        Cloud cloud = new Cloud(
                dynamoDb, sqs.join(), events, secrets, stack.surroundings().region());
        new Provisioner(cloud.caller).provision(stack);
        stack.secrets().forEach(secrets::provision);
        stack.rotations().forEach(secrets::provision);
        return cloud;
    }

    AwsEndpoint endpoint() {
        return endpoint;
    }

    AwsCaller caller() {
        return caller;
    }

    AwsFaults faults() {
        return faults;
    }

    EventBridge events() {
        return events;
    }

    @Override
    public void close() {
        sqs.close();
        dynamoDb.close();
    }
}
