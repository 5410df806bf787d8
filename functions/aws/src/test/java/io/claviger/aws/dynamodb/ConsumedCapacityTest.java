package io.claviger.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.journal.MetricLog;
import io.claviger.aws.journal.MetricsJournal;
import io.claviger.aws.journal.UpstreamMetrics;
import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.CapacityMeter;
import io.claviger.aws.testing.CapacityMeter.Consumed;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.OperationUnits;
import io.claviger.aws.testing.TestData;
import io.claviger.aws.upstream.WatchedAuthorizationServer;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Safeguards;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryQueue;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vault.CredentialStorage;
import io.claviger.core.vault.CredentialStorages;
import io.claviger.core.vault.TwoStorageVault;
import io.claviger.core.vending.VendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What each operation consumes and logs, by DynamoDB's own answers, for an application that has had eighteen statements. */
final class ConsumedCapacityTest {
    private static final SoftwareStatement STATEMENT = new SoftwareStatement("statement-0");
    private static final ApplicationId APP = new ApplicationId("app");
    private static final InstanceKey KEY = new InstanceKey(APP, new InstanceId("instance"));
    private static final Device DEVICE =
            new Device(Optional.of(new DeviceInfo("d".repeat(2048))), Optional.of(new ClientIp("203.0.113.1")));
    private static final CapacityMeter METER = new CapacityMeter();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(new AnswerLosingHttpClient(), METER);

    private final FakeClock clock = new FakeClock();
    private final Tables tables = LocalDynamoDb.tables(CLIENT);
    private final FakeAdobe adobe = new FakeAdobe(clock);
    private final DynamoDbApplications applications = new DynamoDbApplications(CLIENT, tables);
    private final InMemoryStatements statements = new InMemoryStatements();
    private final InMemoryVault vault = new InMemoryVault(clock);
    private final Map<String, Consumed> consumed = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final MetricLog log = new MetricLog("prod", "function", clock, lines::add);
    private final Map<String, Integer> linesOf = new LinkedHashMap<>();
    private final Map<String, Integer> bytesOf = new LinkedHashMap<>();

    @ParameterizedTest
    @EnumSource
    void a_vend_reads_one_item_and_logs_one_line(CredentialStorage storage) {
        adobe.approve(STATEMENT);
        statements.keep(APP, STATEMENT);
        applications.store(application());
        UseCases process = process(storage);

        measure(
                "registration",
                () -> assertThat(process.registerInstance()
                                .register(new RegisterCommand(KEY, Optional.empty(), DEVICE, false)))
                        .isInstanceOf(RegisterResult.Registered.class));
        measure("first vend, with its refresh", () -> vend(process));
        measure("vend from memory", () -> vend(process));
        clock.advance(Ports.SETTINGS.tokenCacheAge());
        applicationIsKnownTo(process);
        measure("vend from the store", () -> vend(process));
        measure("vend from the store in a new process", () -> vend(process(storage)));
        clock.advance(Duration.ofHours(21));
        measure("renewal", () -> process.refreshDueInstance().refresh(KEY));

        System.out.printf(
                "%n%-40s %6s %6s %6s %6s%n",
                "units of DynamoDB, and logs; " + storage, "read", "write", "lines", "bytes");
        consumed.forEach((what, units) -> System.out.printf(
                "%-40s %6.1f %6.1f %6d %6d%n",
                what, units.reads(), units.writes(), linesOf.get(what), bytesOf.get(what)));
        assertThat(consumed).isEqualTo(OperationUnits.measured());
        assertThat(linesOf)
                .isEqualTo(Map.of(
                        "registration", 3,
                        "first vend, with its refresh", 3,
                        "vend from memory", 1,
                        "vend from the store", 1,
                        "vend from the store in a new process", 1,
                        "renewal", 3));
        assertThat(bytesOf.get("registration")).isLessThan(1_300);
        assertThat(bytesOf.get("vend from the store")).isLessThan(620);
        assertThat(bytesOf.get("renewal")).isLessThan(1_400);
    }

    private void measure(String what, Runnable work) {
        lines.clear();
        consumed.put(what, METER.during(work));
        linesOf.put(what, lines.size());
        bytesOf.put(
                what,
                lines.stream()
                        .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                        .sum());
    }

    /** Another instance's vend has read the application's status. */
    private static void applicationIsKnownTo(UseCases process) {
        process.vendToken()
                .vend(new InstanceKey(APP, new InstanceId("another")), Admission.ALREADY, Duration.ZERO, DEVICE);
    }

    private static void vend(UseCases process) {
        assertThat(process.vendToken().vend(KEY, Admission.ALREADY, Duration.ZERO, DEVICE))
                .isInstanceOf(VendResult.Vended.class);
    }

    /** Each statement has 1.5 KB of claims. */
    private Application application() {
        String claims = "{\"note\":\"%s\"}".formatted("c".repeat(1500));
        List<StatementRecord> had = IntStream.range(0, 18)
                .mapToObj(i -> new SoftwareStatement("statement-" + i))
                .map(statement -> StatementRecord.stored(statement.fingerprint(), claims, clock.instant()))
                .toList();
        return new Application(
                APP,
                "App",
                Optional.empty(),
                Optional.empty(),
                RejectedCredentialsPolicy.HOLD,
                had,
                Safeguards.NONE,
                EnrolmentKeys.NONE,
                clock.instant(),
                clock.instant(),
                0);
    }

    private UseCases process(CredentialStorage storage) {
        var sealer = TestData.sealer(clock);
        CredentialStorages storages =
                new CredentialStorages(vault, new DynamoDbVault(CLIENT, tables, sealer, clock), storage);
        Ports ports = new Ports(
                applications,
                statements,
                new DynamoDbInstances(CLIENT, tables, 4, sealer, _ -> {}, clock),
                storages,
                new TwoStorageVault(storages),
                new WatchedAuthorizationServer(adobe, List.of(new UpstreamMetrics(log)), clock, System::nanoTime),
                new DynamoDbDevicePacing(CLIENT, tables, sealer, Duration.ofSeconds(1), clock),
                new InMemoryQueue(),
                _ -> {},
                _ -> true,
                new MetricsJournal(log),
                clock);
        return ports.useCases(Ports.SETTINGS, clock, new SplittableRandom(7));
    }
}
