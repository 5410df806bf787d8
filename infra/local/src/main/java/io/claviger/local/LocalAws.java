package io.claviger.local;

import io.claviger.local.aws.AwsActions;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsEndpoint;
import io.claviger.local.aws.AwsFaults;
import io.claviger.local.aws.AwsService;
import io.claviger.local.aws.DynamoDb;
import io.claviger.local.aws.ExternalAws;
import io.claviger.local.aws.Provisioner;
import io.claviger.local.aws.Sqs;
import io.claviger.local.events.EventBridge;
import io.claviger.local.secretsmanager.RotationFunction;
import io.claviger.local.secretsmanager.SecretsManager;
import io.claviger.local.template.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The AWS services that the functions use, with what the template asks of them. */
final class LocalAws implements AutoCloseable {
    private final EventBridge events;
    private final AwsFaults faults = new AwsFaults();
    private final AwsActions actions = new AwsActions();
    private final AwsEndpoint endpoint;
    private final AwsCaller caller;
    private final Closer closer;

    private LocalAws(Map<String, AwsService> services, EventBridge events, String region, Closer closer) {
        this.events = events;
        this.endpoint = new AwsEndpoint(services, faults, actions);
        this.caller = new AwsCaller(services, region);
        this.closer = closer;
    }

    /** Starts them, unless {@code claviger.aws.elsewhere} names an AWS that others play and that has the stack already. */
    static LocalAws start(Stack stack, Optional<Path> data, InstantSource clock, RotationFunction rotation)
            throws InterruptedException {
        Closer closer = new Closer();
        EventBridge events = new EventBridge(stack.awsEnvironment(), stack.eventBuses(), clock);
        Optional<String> elsewhere = Optional.ofNullable(System.getProperty("claviger.aws.elsewhere"));
        LocalAws cloud = elsewhere.isPresent()
                ? new LocalAws(
                        ExternalAws.services(URI.create(elsewhere.get()), events),
                        events,
                        stack.awsEnvironment().region(),
                        closer)
                : embedded(stack, data, clock, rotation, events, closer);
        Optional.ofNullable(System.getProperty("claviger.aws.actions"))
                .map(Path::of)
                .ifPresent(file -> closer.lastly(() -> cloud.actions.addTo(file)));
        return cloud;
    }

    private static LocalAws embedded(
            Stack stack,
            Optional<Path> data,
            InstantSource clock,
            RotationFunction rotation,
            EventBridge events,
            Closer closer)
            throws InterruptedException {
        // The two emulators take a second or two each. A thread of our own has our class loader, which ElasticMQ looks
        // in.
        CompletableFuture<Sqs> sqs = CompletableFuture.supplyAsync(
                () -> Sqs.start(stack.awsEnvironment()),
                task -> Thread.ofPlatform().start(task));
        DynamoDb dynamoDb = closer.add(DynamoDb.start(data.map(folder -> folder.resolve("dynamodb"))));
        SecretsManager secrets = new SecretsManager(
                stack.awsEnvironment(), clock, data.map(folder -> folder.resolve("secrets.json")), rotation);
        Map<String, AwsService> services = Map.of(
                "dynamodb", dynamoDb, "sqs", closer.add(sqs.join()), "events", events, "secretsmanager", secrets);
        LocalAws cloud = new LocalAws(services, events, stack.awsEnvironment().region(), closer);
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
        closer.close();
    }
}
