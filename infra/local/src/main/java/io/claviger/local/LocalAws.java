package io.claviger.local;

import io.claviger.local.aws.AwsActions;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsEndpoint;
import io.claviger.local.aws.AwsFaults;
import io.claviger.local.aws.AwsService;
import io.claviger.local.aws.DynamoDb;
import io.claviger.local.aws.ExternalAws;
import io.claviger.local.aws.Kms;
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

/** The AWS services that the functions use, with the template's resources in them. */
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

    /**
     * Starts the services. If {@code claviger.aws.elsewhere} is the address of another AWS emulator, that one is used.
     * It must have the template's resources already.
     */
    static LocalAws start(Stack stack, Optional<Path> data, InstantSource clock, RotationFunction rotation)
            throws InterruptedException {
        Closer closer = new Closer();
        EventBridge events = new EventBridge(stack.awsEnvironment(), stack.eventBuses(), clock);
        String elsewhere = System.getProperty("claviger.aws.elsewhere");
        LocalAws aws = elsewhere == null
                ? embedded(stack, data, clock, rotation, events, closer)
                : new LocalAws(
                        ExternalAws.services(URI.create(elsewhere), events),
                        events,
                        stack.awsEnvironment().region(),
                        closer);
        String actionsFile = System.getProperty("claviger.aws.actions");
        if (actionsFile != null) {
            closer.add(() -> aws.actions.addTo(Path.of(actionsFile)));
        }
        return aws;
    }

    private static LocalAws embedded(
            Stack stack,
            Optional<Path> data,
            InstantSource clock,
            RotationFunction rotation,
            EventBridge events,
            Closer closer)
            throws InterruptedException {
        // The two emulators take a second or two each, so they start side by side. A platform thread has this class's
        // loader, in which ElasticMQ looks for its configuration.
        CompletableFuture<Sqs> sqs = CompletableFuture.supplyAsync(
                () -> Sqs.start(stack.awsEnvironment()),
                task -> Thread.ofPlatform().start(task));
        DynamoDb dynamoDb = closer.add(DynamoDb.start(data.map(folder -> folder.resolve("dynamodb"))));
        SecretsManager secrets = new SecretsManager(
                stack.awsEnvironment(), clock, data.map(folder -> folder.resolve("secrets.json")), rotation);
        Map<String, AwsService> services = Map.of(
                "dynamodb",
                dynamoDb,
                "sqs",
                closer.add(sqs.join()),
                "events",
                events,
                "secretsmanager",
                secrets,
                "kms",
                Kms.start(data));
        LocalAws aws = new LocalAws(services, events, stack.awsEnvironment().region(), closer);
        new Provisioner(aws.caller).provision(stack);
        stack.secrets().forEach(secrets::provision);
        stack.rotations().forEach(secrets::provision);
        return aws;
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
