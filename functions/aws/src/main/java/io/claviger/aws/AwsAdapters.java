package io.claviger.aws;

import io.claviger.aws.dynamodb.DynamoDbApplications;
import io.claviger.aws.dynamodb.DynamoDbBreaker;
import io.claviger.aws.dynamodb.DynamoDbDevicePacing;
import io.claviger.aws.dynamodb.DynamoDbInstanceList;
import io.claviger.aws.dynamodb.DynamoDbInstances;
import io.claviger.aws.dynamodb.DynamoDbVault;
import io.claviger.aws.dynamodb.Tables;
import io.claviger.aws.journal.MetricLog;
import io.claviger.aws.journal.MetricsJournal;
import io.claviger.aws.journal.UpstreamMetrics;
import io.claviger.aws.lambda.LambdaEnrolmentHook;
import io.claviger.aws.messages.EventBridgePublisher;
import io.claviger.aws.messages.SqsRefreshQueue;
import io.claviger.aws.messages.SqsRevocationEvidence;
import io.claviger.aws.sealing.KeysetCopy;
import io.claviger.aws.sealing.KeysetSecret;
import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.settings.Bounds;
import io.claviger.aws.tracing.TraceHeader;
import io.claviger.aws.tracing.UpstreamSubsegments;
import io.claviger.aws.tracing.XRayDaemon;
import io.claviger.aws.upstream.UpstreamCall;
import io.claviger.aws.upstream.WatchedAuthorizationServer;
import io.claviger.aws.vault.SecretNames;
import io.claviger.aws.vault.SecretsManagerSoftwareStatements;
import io.claviger.aws.vault.SecretsManagerVault;
import io.claviger.core.Pause;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.breaker.BreakerPolicy;
import io.claviger.core.breaker.BreakerStore;
import io.claviger.core.breaker.CircuitBreaker;
import io.claviger.core.breaker.CircuitBreakingAuthorizationServer;
import io.claviger.core.enrolment.EnrolmentHook;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.DevicePacing;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.vault.CredentialStorage;
import io.claviger.core.vault.CredentialStorages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Core's ports on AWS, built as the settings say. Each method creates an adapter; adapters keep no state and share the
 * clients. A port that a function's use cases do not use takes no time at start, and needs no setting and no
 * permission.
 */
public final class AwsAdapters implements Stores, Signals {
    private static final int MAX_SHARDS = 1000;

    private final AwsSettings settings;
    private final AwsClients clients;
    private final InstantSource clock;
    private final Pause pause;
    private final Tables tables;
    private final SecretNames names;
    private final Sealer sealer;
    private final MetricLog log;
    private final int shards;

    /** @param output takes one line of the journal at a time, from any thread */
    public AwsAdapters(
            AwsSettings settings, AwsClients clients, InstantSource clock, Pause pause, Consumer<String> output) {
        this.settings = settings;
        this.clients = clients;
        this.clock = clock;
        this.pause = pause;
        this.tables = new Tables(settings.applicationsTable(), settings.instancesTable());
        this.names = new SecretNames(settings.stage());
        this.sealer = new Sealer(
                List.of(
                        new KeysetSecret(clients::secretsManager, settings.keysetSecret()),
                        new KeysetCopy(clients::dynamoDb, clients::kms, tables.applications(), settings.stage())),
                clock);
        this.log = new MetricLog(settings.stage(), settings.function().orElse("none"), clock, output);
        this.shards = Bounds.within("SHARDS", settings.shards(), 1, MAX_SHARDS);
    }

    @Override
    public Applications applications() {
        return new DynamoDbApplications(clients.dynamoDb(), tables);
    }

    @Override
    public Instances instances() {
        return new DynamoDbInstances(clients.dynamoDb(), tables, shards, sealer, journal(), clock);
    }

    public InstanceList instanceList() {
        return new DynamoDbInstanceList(clients.dynamoDb(), tables, shards, sealer, journal(), clock);
    }

    @Override
    public CredentialStorages storages() {
        return new CredentialStorages(
                new SecretsManagerVault(clients.secretsManager(), names, settings.kmsKey(), pause),
                new DynamoDbVault(clients.dynamoDb(), tables, sealer, clock),
                settings.credentialStorage().orElse(CredentialStorage.SECRETS_MANAGER));
    }

    @Override
    public SoftwareStatements softwareStatements() {
        return new SecretsManagerSoftwareStatements(clients.secretsManager(), names, settings.kmsKey(), clock);
    }

    /** @param interval between two calls on behalf of one device address */
    public DevicePacing devicePacing(Duration interval) {
        return new DynamoDbDevicePacing(clients.dynamoDb(), tables, sealer, interval, clock);
    }

    /**
     * Puts the authorization server behind the breaker that all functions share.
     *
     * @param host the server's host name
     */
    public AuthorizationServer breaking(AuthorizationServer server, String host, RandomGenerator random) {
        BreakerPolicy policy = BreakerPolicy.DEFAULT;
        BreakerStore store = new DynamoDbBreaker(clients.dynamoDb(), tables, host, policy, random);
        return new CircuitBreakingAuthorizationServer(server, new CircuitBreaker(store, journal(), policy, clock));
    }

    /** @throws IllegalArgumentException if {@code REFRESH_QUEUE_URL} is not set */
    @Override
    public RefreshQueue refreshQueue() {
        return new SqsRefreshQueue(clients::sqs, required(settings.refreshQueueUrl(), "REFRESH_QUEUE_URL"), clock);
    }

    /** @throws IllegalArgumentException if {@code EVIDENCE_QUEUE_URL} is not set */
    @Override
    public RevocationEvidence revocationEvidence() {
        return new SqsRevocationEvidence(
                clients::sqs, required(settings.evidenceQueueUrl(), "EVIDENCE_QUEUE_URL"), clock);
    }

    /** @throws IllegalArgumentException if {@code ENROLMENT_HOOK_ARN} is set to anything but a function's ARN */
    public EnrolmentHook enrolmentHook() {
        return settings.enrolmentHook()
                .<EnrolmentHook>map(function -> new LambdaEnrolmentHook(new Lazy<>(clients::lambda), function))
                .orElse(EnrolmentHook.NONE);
    }

    /** @throws IllegalArgumentException if {@code EVENT_BUS} is not set */
    @Override
    public EventPublisher eventPublisher() {
        return new EventBridgePublisher(clients::eventBridge, required(settings.eventBus(), "EVENT_BUS"));
    }

    @Override
    public Journal journal() {
        return new MetricsJournal(log);
    }

    /**
     * Wraps the authorization server so that its calls appear in metrics and traces.
     *
     * @param host the server's host name
     */
    public AuthorizationServer watched(AuthorizationServer server, String host, RandomGenerator random) {
        List<Consumer<UpstreamCall>> watchers = new ArrayList<>();
        watchers.add(new UpstreamMetrics(log));
        settings.xRayDaemon()
                .flatMap(XRayDaemon::at)
                .map(daemon -> new UpstreamSubsegments(daemon, host, TraceHeader::ofInvocation, random))
                .ifPresent(watchers::add);
        return new WatchedAuthorizationServer(server, watchers, clock, System::nanoTime);
    }

    private static String required(Optional<String> setting, String name) {
        return setting.orElseThrow(
                () -> new IllegalArgumentException("the environment variable %s must be set".formatted(name)));
    }
}
