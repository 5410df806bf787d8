package io.claviger.benchmarks.fleet;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Adobe Pass for a fleet. It tells instances apart by their device headers, and applications by their statements. */
final class FleetAdobe implements AuthorizationServer {
    /** How long a caller waits for an answer that does not come: {@code UpstreamTimeoutSeconds}. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final String REVOKED_APPLICATION = "sports";
    private static final String OTHER_APPLICATION = "news";
    static final List<String> APPLICATIONS = List.of(OTHER_APPLICATION, REVOKED_APPLICATION);

    private final Scenario scenario;
    private final FleetClock clock;
    private final Instant start;
    private final CallRates rates = new CallRates();
    private final AtomicIntegerArray clients;
    private final AtomicLongArray expiries;
    private final LongAdder calls = new LongAdder();

    FleetAdobe(Scenario scenario, FleetClock clock) {
        this.scenario = scenario;
        this.clock = clock;
        this.start = clock.instant();
        this.clients = new AtomicIntegerArray(scenario.instances());
        this.expiries = new AtomicLongArray(scenario.instances());
    }

    static Device device(Scenario scenario, int instance) {
        int address = scenario.address(instance);
        return new Device(
                Optional.of(new DeviceInfo("tv-%d.%s".formatted(instance, "x".repeat(300)))),
                Optional.of(new ClientIp("2001:db8:%x:%x::1".formatted(address >> 16, address & 0xffff))));
    }

    static String application(Scenario scenario, int instance) {
        return scenario.revoked(instance) ? REVOKED_APPLICATION : OTHER_APPLICATION;
    }

    CallRates rates() {
        return rates;
    }

    long calls() {
        return calls.sum();
    }

    /** How many clients were made for this instance. */
    int clientsOf(int instance) {
        return clients.get(instance);
    }

    /** When its newest token expires; the epoch before the first one. */
    Instant expiryOf(int instance) {
        return Instant.ofEpochMilli(expiries.get(instance));
    }

    @Override
    public RegistrationAnswer register(SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
        Optional<Failure> failure = failure(device);
        if (failure.isPresent()) {
            return new RegistrationAnswer.Failed(failure.get());
        }
        if (isRevoked(statement.reveal())) {
            return new RegistrationAnswer.StatementRefused(
                    RegistrationAnswer.StatementRefused.Code.UNAPPROVED_SOFTWARE_STATEMENT);
        }
        if (redirectUri.isPresent()) {
            return new RegistrationAnswer.RedirectUriRefused();
        }
        int instance = instance(device);
        int made = instance < 0 ? 1 : clients.incrementAndGet(instance);
        String name = "%s-%d-%d".formatted(statement.reveal(), instance, made);
        ClientCredentials credentials =
                new ClientCredentials(new ClientId(name), new ClientSecret("secret-of-" + name));
        return new RegistrationAnswer.Registered(credentials, Optional.of(clock.instant()), List.of("api:client:v2"));
    }

    @Override
    public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
        Optional<Failure> failure = failure(device);
        if (failure.isPresent()) {
            return new TokenAnswer.Failed(failure.get());
        }
        if (isRevoked(credentials.clientId().value())) {
            return new TokenAnswer.ClientRefused(TokenAnswer.ClientRefused.Code.INVALID_CLIENT);
        }
        Instant now = clock.instant();
        int instance = instance(device);
        if (instance >= 0) {
            expiries.set(instance, now.plus(scenario.tokenLife()).toEpochMilli());
        }
        String token = "%s.%d.%s".formatted(credentials.clientId().value(), now.toEpochMilli(), "t".repeat(500));
        return new TokenAnswer.Issued(
                new AccessToken(token),
                Optional.of(now),
                OptionalLong.of(scenario.tokenLife().toSeconds()));
    }

    @Override
    public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
        return failure(device)
                .<ProtectedApiAnswer>map(ProtectedApiAnswer.Failed::new)
                .orElseGet(() -> isRevoked(token.reveal())
                        ? new ProtectedApiAnswer.ApplicationRefused()
                        : new ProtectedApiAnswer.Accepted());
    }

    private Optional<Failure> failure(Device device) {
        Duration time = Duration.between(start, clock.instant());
        calls.increment();
        rates.count(
                device.ip().map(ClientIp::reveal).orElse("self"),
                clock.instant(),
                Units.currentKind() == Units.Kind.RENEWAL);
        if (scenario.outage().contains(time)) {
            clock.pause(TIMEOUT);
            return Optional.of(new Failure.Unavailable("timeout"));
        }
        clock.pause(Scenario.LATENCY);
        boolean throttled = scenario.throttling().contains(time)
                && ThreadLocalRandom.current().nextDouble() < Scenario.THROTTLED_SHARE;
        return throttled ? Optional.of(new Failure.Throttled(RETRY_AFTER)) : Optional.empty();
    }

    /** Statements, clients and tokens begin with their application. */
    private boolean isRevoked(String of) {
        return of.startsWith(REVOKED_APPLICATION) && !clock.instant().isBefore(start.plus(scenario.revokedAt()));
    }

    /** -1 for Claviger's own calls. */
    private static int instance(Device device) {
        String info = device.info().map(DeviceInfo::reveal).orElse("");
        return info.startsWith("tv-") ? Integer.parseInt(info.substring(3, info.indexOf('.'))) : -1;
    }
}
