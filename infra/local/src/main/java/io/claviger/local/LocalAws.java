package io.claviger.local;

import io.claviger.local.aws.AwsActions;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsEndpoint;
import io.claviger.local.aws.AwsFaults;
import io.claviger.local.aws.AwsService;
import io.claviger.local.aws.CloudFormation;
import io.claviger.local.aws.CloudWatch;
import io.claviger.local.aws.DynamoDb;
import io.claviger.local.aws.ExternalAws;
import io.claviger.local.aws.Kms;
import io.claviger.local.aws.Provisioner;
import io.claviger.local.aws.Sqs;
import io.claviger.local.aws.Sts;
import io.claviger.local.events.EventBridge;
import io.claviger.local.secretsmanager.RotationFunction;
import io.claviger.local.secretsmanager.SecretsManager;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
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

    /** Another AWS, if {@code claviger.aws.elsewhere} is its address. It must have the template's resources already. */
    static Optional<ExternalAws> elsewhere(AwsEnvironment awsEnvironment) {
        return Optional.ofNullable(System.getProperty("claviger.aws.elsewhere"))
                .map(address -> new ExternalAws(URI.create(address), awsEnvironment.region()));
    }

    /**
     * Starts the services.
     *
     * @param outputs the stack's, by their names
     * @param elsewhere serves in place of the embedded services
     * @param lambda the Lambda API
     */
    static LocalAws start(
            Stack stack,
            Map<String, String> outputs,
            Optional<Path> data,
            InstantSource clock,
            Optional<ExternalAws> elsewhere,
            RotationFunction rotation,
            AwsService lambda)
            throws InterruptedException {
        Closer closer = new Closer();
        EventBridge events = new EventBridge(stack.awsEnvironment(), stack.eventBuses(), clock);
        AwsEnvironment account = stack.awsEnvironment();
        String name = Optional.ofNullable(stack.parameters().get("Stage"))
                .map(stage -> "claviger-" + stage)
                .orElse(account.stackName());
        Map<String, AwsService> services = new HashMap<>(Map.of(
                "lambda",
                lambda,
                "sts",
                new Sts(account.account()),
                "monitoring",
                new CloudWatch(),
                "cloudformation",
                new CloudFormation(name, stack.parameters(), outputs)));
        LocalAws aws;
        if (elsewhere.isPresent()) {
            services.putAll(elsewhere.get().services(events));
            aws = new LocalAws(services, events, stack.awsEnvironment().region(), closer);
        } else {
            SecretsManager secrets = new SecretsManager(
                    stack.awsEnvironment(), clock, data.map(folder -> folder.resolve("secrets.json")), rotation);
            services.putAll(Map.of("events", events, "secretsmanager", secrets, "kms", Kms.start(data)));
            services.putAll(emulators(stack.awsEnvironment(), data, closer));
            aws = new LocalAws(services, events, stack.awsEnvironment().region(), closer);
            new Provisioner(aws.caller).provision(stack);
            stack.secrets().forEach(secrets::provision);
            stack.rotations().forEach(secrets::provision);
        }
        String actionsFile = System.getProperty("claviger.aws.actions");
        if (actionsFile != null) {
            closer.add(() -> aws.actions.addTo(Path.of(actionsFile)));
        }
        return aws;
    }

    /**
     * The two emulators take a second or two each, so they start side by side. A platform thread has this class's
     * loader, in which ElasticMQ looks for its configuration.
     */
    private static Map<String, AwsService> emulators(
            AwsEnvironment awsEnvironment, Optional<Path> data, Closer closer) {
        CompletableFuture<Sqs> sqs = CompletableFuture.supplyAsync(
                () -> Sqs.start(awsEnvironment), task -> Thread.ofPlatform().start(task));
        DynamoDb dynamoDb = closer.add(DynamoDb.start(data.map(folder -> folder.resolve("dynamodb"))));
        return Map.of("dynamodb", dynamoDb, "sqs", closer.add(sqs.join()));
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
