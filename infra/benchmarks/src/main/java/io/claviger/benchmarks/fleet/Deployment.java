package io.claviger.benchmarks.fleet;

import io.claviger.aws.dynamodb.DynamoDbApplications;
import io.claviger.aws.dynamodb.DynamoDbBreaker;
import io.claviger.aws.dynamodb.DynamoDbDevicePacing;
import io.claviger.aws.dynamodb.DynamoDbInstances;
import io.claviger.aws.dynamodb.DynamoDbVault;
import io.claviger.aws.dynamodb.Tables;
import io.claviger.aws.journal.MetricLog;
import io.claviger.aws.journal.MetricsJournal;
import io.claviger.aws.messages.SqsRefreshQueue;
import io.claviger.aws.messages.SqsRevocationEvidence;
import io.claviger.aws.sealing.KeysetCopy;
import io.claviger.aws.sealing.KeysetRotationSteps;
import io.claviger.aws.sealing.KeysetSecret;
import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.testing.FakeKms;
import io.claviger.aws.testing.FakeSecretsManager;
import io.claviger.aws.testing.TestData;
import io.claviger.aws.vault.SecretNames;
import io.claviger.aws.vault.SecretsManagerSoftwareStatements;
import io.claviger.core.Pause;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.breaker.BreakerPolicy;
import io.claviger.core.breaker.CircuitBreaker;
import io.claviger.core.breaker.CircuitBreakingAuthorizationServer;
import io.claviger.core.enrolment.EnrolmentPolicy;
import io.claviger.core.fake.Ports;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.Pacer;
import io.claviger.core.ports.Platform;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.usecases.Settings;
import io.claviger.core.usecases.UseCases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Claviger's use cases and adapters, put together as a deployment does that keeps clients in its table. */
public final class Deployment {
    private static final String STAGE = "fleet";
    private static final String KEYSET = "keyset";
    private static final int SHARDS = 8;
    private static final Duration CALL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final Duration INVOCATION = Duration.ofMinutes(1);

    private final DynamoDbClient dynamoDb;
    private final Tables tables;
    private final InstantSource clock;
    private final Pause pause;
    private final AuthorizationServer adobe;
    private final Journal counts;
    private final Settings settings;
    private final DelayedQueue refreshQueue;
    private final DelayedQueue evidenceQueue;
    private final FakeSecretsManager secrets;
    private final FakeKms kms = new FakeKms();
    private final LongAdder logBytes = new LongAdder();

    /**
     * @param adobe called through a breaker
     * @param counts gets every entry of the journal beside the log
     */
    public Deployment(
            double refreshShare,
            DynamoDbClient dynamoDb,
            Tables tables,
            InstantSource clock,
            Pause pause,
            AuthorizationServer adobe,
            Journal counts) {
        this.dynamoDb = dynamoDb;
        this.tables = tables;
        this.clock = clock;
        this.pause = pause;
        this.adobe = adobe;
        this.counts = counts;
        this.settings = settings(refreshShare);
        this.refreshQueue = new DelayedQueue(clock);
        this.evidenceQueue = new DelayedQueue(clock);
        this.secrets = new FakeSecretsManager(clock);
        secrets.createSecret(secret -> secret.name(KEYSET)
                .secretString(TestData.SEED)
                .clientRequestToken(UUID.randomUUID().toString()));
    }

    private static Settings settings(double refreshShare) {
        RefreshPolicy usual = RefreshPolicy.DEFAULT;
        return new Settings(
                new RefreshPolicy(
                        refreshShare,
                        usual.spread(),
                        usual.clockSkew(),
                        usual.lease(),
                        usual.maxWait(),
                        usual.poll(),
                        usual.activeWindow()),
                RegistrationPolicy.DEFAULT,
                EnrolmentPolicy.DEFAULT,
                Duration.ofSeconds(1),
                Optional.empty(),
                60_000);
    }

    public DelayedQueue refreshQueue() {
        return refreshQueue;
    }

    DelayedQueue evidenceQueue() {
        return evidenceQueue;
    }

    long logBytes() {
        return logBytes.sum();
    }

    /** The use cases of another process, with caches and connections of its own. */
    public UseCases process(String function) {
        return process(
                function,
                new MetricsJournal(new MetricLog(
                        STAGE,
                        function,
                        clock,
                        line -> logBytes.add(line.getBytes(StandardCharsets.UTF_8).length + 1))));
    }

    /** The same, with another log. */
    public UseCases process(String function, Journal log) {
        Sealer sealer = new Sealer(List.of(new KeysetSecret(() -> secrets, KEYSET), copy()), clock);
        Journal journal = entry -> {
            counts.note(entry);
            log.note(entry);
        };
        Random random = new Random(function.hashCode());
        BreakerPolicy policy = BreakerPolicy.DEFAULT;
        CircuitBreaker breaker = new CircuitBreaker(
                new DynamoDbBreaker(dynamoDb, tables, "adobe", policy, random), journal, policy, clock);
        Ports ports = new Ports(
                new DynamoDbApplications(dynamoDb, tables),
                new SecretsManagerSoftwareStatements(secrets, new SecretNames(STAGE), Optional.empty(), clock),
                new DynamoDbInstances(dynamoDb, tables, SHARDS, sealer, journal, clock),
                new DynamoDbVault(dynamoDb, tables, sealer, clock),
                new CircuitBreakingAuthorizationServer(adobe, breaker),
                new DynamoDbDevicePacing(dynamoDb, tables, sealer, CALL_INTERVAL, clock),
                new SqsRefreshQueue(() -> refreshQueue, "refresh", clock),
                new SqsRevocationEvidence(() -> evidenceQueue, "evidence", clock),
                _ -> true,
                journal,
                pause);
        return new UseCases(
                ports,
                ports,
                ports::adobe,
                new Pacer(ports.pacing(), MAX_WAIT, pause),
                new Platform(clock, pause, random, () -> INVOCATION),
                settings);
    }

    /** What Secrets Manager asks the rotation function for. */
    void rotateKeyset() {
        KeysetRotationSteps steps = new KeysetRotationSteps(secrets, copy(), "key");
        String version = UUID.randomUUID().toString();
        for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
            steps.perform(step, KEYSET, version);
        }
    }

    private KeysetCopy copy() {
        return new KeysetCopy(() -> dynamoDb, () -> kms, tables.applications(), STAGE);
    }
}
