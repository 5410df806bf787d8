package io.claviger.registration;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.identity.DeviceAssertions;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.api.testing.TestDevice;
import io.claviger.aws.journal.MetricLog;
import io.claviger.aws.journal.MetricsJournal;
import io.claviger.core.enrolment.EnrolmentHook;
import io.claviger.core.enrolment.EnrolmentHook.Verdict;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstanceList;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.fake.InMemoryQueue;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryTableVault;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vault.CredentialStorage;
import io.claviger.core.vault.CredentialStorages;
import io.claviger.core.vault.TwoStorageVault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The registration function over a fake Adobe and stores in memory. */
final class Registry {
    static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();

    final FakeClock clock = new FakeClock();
    final FakeAdobe adobe = new FakeAdobe(clock);
    final InMemoryApplications applications = new InMemoryApplications();
    final InMemoryInstances instances = new InMemoryInstances(applications, clock) {
        @Override
        public Optional<Instance> find(InstanceKey key) {
            if (storeFailure.isPresent()) {
                throw storeFailure.get();
            }
            return super.find(key);
        }
    };
    final InMemoryVault vault = new InMemoryVault(clock);
    final InMemoryTableVault table = new InMemoryTableVault(clock);
    final List<String> lines = new ArrayList<>();
    final List<String> requests = new ArrayList<>();
    private Optional<RuntimeException> storeFailure = Optional.empty();
    private final Api api;

    Registry() {
        this(PROVIDER);
    }

    Registry(FakeIdentityProvider provider) {
        this(provider, CredentialStorage.SECRETS_MANAGER);
    }

    /** @param target where new credentials go */
    Registry(CredentialStorage target) {
        this(PROVIDER, target);
    }

    private Registry(FakeIdentityProvider provider, CredentialStorage target) {
        CredentialStorages storages = new CredentialStorages(vault, table, target);
        Ports ports = new Ports(
                applications,
                new InMemoryStatements(),
                instances,
                storages,
                new TwoStorageVault(storages),
                adobe,
                new InMemoryPacing().onClock(clock),
                new InMemoryQueue(),
                _ -> {},
                _ -> true,
                new MetricsJournal(new MetricLog("dev", "registration", clock, lines::add)),
                clock::advance);
        UseCases useCases = ports.useCases(Ports.SETTINGS, clock, new SplittableRandom(7));
        api = new Api(
                provider.identities(),
                new DeviceAssertions(List.of(TestDevice.AUDIENCE), clock),
                RegistrationRoutes.of(ports, new InMemoryInstanceList(instances), useCases, this::judge, clock),
                requests::add,
                Optional::empty);
    }

    /** The hook: it admits devices without an attestation, and those that say they are good; it fails for others. */
    private Verdict judge(EnrolmentHook.Candidate candidate) {
        return candidate
                .attestation()
                .map(attestation -> switch (attestation.value()) {
                    case "good" -> Verdict.ADMITTED;
                    case "bad" -> Verdict.REFUSED;
                    default -> Verdict.UNKNOWN;
                })
                .orElse(Verdict.ADMITTED);
    }

    /** From now on no instance is found. */
    void storeFailsWith(RuntimeException failure) {
        storeFailure = Optional.of(failure);
    }

    /** Calls as an operator, about the application {@code tv} and the instance {@code one}. */
    APIGatewayV2HTTPResponse call(Endpoint endpoint) {
        return send(operatorsCall(endpoint));
    }

    APIGatewayV2HTTPResponse call(Endpoint endpoint, String body) {
        return send(operatorsCall(endpoint).body(body));
    }

    APIGatewayV2HTTPResponse send(ApiCall call) {
        clock.advance(Duration.ofSeconds(10));
        return call.sendTo(api);
    }

    static ApiCall operatorsCall(Endpoint endpoint) {
        return ApiCall.to(endpoint).application("tv").instance("one").bearing(PROVIDER.operator());
    }

    /** A JWT with this payload and a worthless signature. */
    static String jwt(String header, String payload) {
        return base64(header) + "." + base64(payload) + "." + base64("signature");
    }

    static String statement(String name) {
        return jwt("{\"alg\":\"RS256\"}", "{\"software_id\":\"%s\",\"scopes\":[\"api:client:v2\"]}".formatted(name));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
