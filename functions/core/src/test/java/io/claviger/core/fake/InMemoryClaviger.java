package io.claviger.core.fake;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.statement.StoreResult;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** One process of Claviger over in-memory ports, with one application and its good statement. */
public final class InMemoryClaviger {
    public static final ApplicationId APP = new ApplicationId("app");
    public static final RedirectUri REDIRECT = new RedirectUri("adobepass://com.programmer");
    public static final SoftwareStatement STATEMENT = new SoftwareStatement("statement-1");
    public static final SoftwareStatement NEWER = new SoftwareStatement("statement-2");
    public static final Device DEVICE =
            new Device(Optional.of(new DeviceInfo("device")), Optional.of(new ClientIp("203.0.113.1")));

    public final FakeClock clock = new FakeClock();
    public final FakeAdobe adobe = new FakeAdobe(clock);
    public final InMemoryApplications applications = new InMemoryApplications();
    public final InMemoryInstances instances = new InMemoryInstances(applications, clock);
    public final InMemoryVault vault = new InMemoryVault(clock);
    public final InMemoryStatements statements = new InMemoryStatements();
    public final InMemoryPacing pacing = new InMemoryPacing();
    public final InMemoryQueue queue = new InMemoryQueue();
    public final List<InstanceKey> evidence = new ArrayList<>();
    public final List<Event> events = new ArrayList<>();
    public final List<Entry> journal = new ArrayList<>();
    public final UseCases useCases = process();

    public InMemoryClaviger() {
        this(RejectedCredentialsPolicy.HOLD);
    }

    public InMemoryClaviger(RejectedCredentialsPolicy policy) {
        adobe.approve(STATEMENT, REDIRECT);
        adobe.approve(NEWER, REDIRECT);
        store(STATEMENT, policy);
    }

    /** Another process over the same stores, with its own token cache. */
    public UseCases process() {
        return ports().useCases(Ports.SETTINGS, clock, new SplittableRandom(1));
    }

    /** Another process over the same stores, with its ports wrapped. */
    public UseCases process(UnaryOperator<Ports> between) {
        return between.apply(ports()).useCases(Ports.SETTINGS, clock, new SplittableRandom(2));
    }

    public Ports ports() {
        return new Ports(
                applications,
                statements,
                instances,
                vault,
                adobe,
                pacing.onClock(clock),
                queue,
                evidence::add,
                events::add,
                journal::add,
                clock);
    }

    public StoreResult store(SoftwareStatement statement, RejectedCredentialsPolicy policy) {
        return useCases.storeApplication()
                .store(new StoreApplicationCommand(
                        APP, "App", statement, "{}", Optional.of(REDIRECT), Optional.empty(), policy));
    }

    public static InstanceKey key(String instance) {
        return new InstanceKey(APP, new InstanceId(instance));
    }

    public RegisterResult register(String instance) {
        return register(instance, Optional.empty(), false);
    }

    public RegisterResult registerByOperator(String instance) {
        return register(instance, Optional.empty(), true);
    }

    public RegisterResult register(String instance, Optional<RedirectUri> redirectUri, boolean byOperator) {
        return useCases.registerInstance()
                .register(new RegisterCommand(key(instance), redirectUri, DEVICE, byOperator));
    }

    /** Registers an instance, removes its client at Adobe, and lets Claviger quarantine it. */
    public void quarantine(String instance) {
        register(instance);
        client(instance).kill();
        for (int refusals = 0; refusals < 2; refusals++) {
            vend(instance);
            followEvidence();
            clock.advance(Duration.ofMinutes(6));
        }
    }

    public VendResult vend(String instance) {
        return vend(instance, Duration.ZERO);
    }

    public VendResult vend(String instance, Duration minTtl) {
        return useCases.vendToken().vend(key(instance), Admission.ALREADY, minTtl, DEVICE);
    }

    public Instance instance(String instance) {
        return instances.find(key(instance)).orElseThrow();
    }

    /** Stores an instance as another process does. */
    public void put(Instance changed) {
        if (instances.store(changed).isEmpty()) {
            throw new IllegalStateException(changed.key() + " was changed meanwhile");
        }
    }

    /** The client in the vault for an instance. */
    public RegisteredClient client(String instance) {
        return adobe.client(vault.secret(key(instance))
                        .orElseThrow()
                        .client()
                        .credentials()
                        .clientId())
                .orElseThrow();
    }

    public Application application() {
        return applications.find(APP).orElseThrow();
    }

    public StatementRecord statement(SoftwareStatement statement) {
        return application().statement(statement.fingerprint()).orElseThrow();
    }

    public void check() {
        useCases.checkRevocation().check(APP, Instant.MAX);
    }

    /** Follows all submitted evidence, as the queue's consumer does. */
    public void followEvidence() {
        List<InstanceKey> seen = List.copyOf(evidence);
        Instant seenAt = clock.instant();
        evidence.clear();
        clock.advance(Duration.ofSeconds(1));
        seen.forEach(key -> useCases.followUpRefusal().followUp(key, seenAt));
    }

    /** The number of calls of an Adobe endpoint: {@code register}, {@code token} or {@code api}. */
    public long calls(String endpoint) {
        return adobe.calls().stream().filter(endpoint::equals).count();
    }
}
