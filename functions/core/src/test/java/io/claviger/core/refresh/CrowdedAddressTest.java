package io.claviger.core.refresh;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.refresh.RefreshDueInstance.Outcome;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.usecases.Settings;
import io.claviger.core.usecases.UseCases;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Many instances behind one address, or without one, beside others. Messages are delivered at their times. */
class CrowdedAddressTest {
    private static final int QUIET = 20;
    private static final Duration LIFE = Duration.ofHours(1);

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final UseCases useCases = workers();
    private int made;

    CrowdedAddressTest() {
        claviger.adobe.tokensLive(LIFE);
    }

    @Test
    void instances_with_an_address_are_renewed_as_if_alone_beside_24000_without() {
        Renewals alone = new CrowdedAddressTest().quietBeside(0);
        Renewals crowded = quietBeside(24_000);
        System.out.println("20 instances with an address, 12 hours: renewals, expired");
        System.out.printf("alone: %s%nbeside 24,000 without an address: %s%n", alone, crowded);
        assertThat(crowded).isEqualTo(alone);
        assertThat(crowded.expired()).isZero();
        assertThat(claviger.journal)
                .anyMatch(entry -> entry instanceof Entry.RefreshPostponed(var _, var _, boolean late) && late);
    }

    @Test
    void an_address_carries_as_many_instances_as_it_has_turns_in_a_renewal_period() {
        claviger.adobe.tokensLive(Duration.ofHours(6));
        int count = 8_000;
        for (int i = 0; i < count; i++) {
            add("set-" + i, behind("203.0.113.7"));
        }
        Renewals first = run(Duration.ofHours(12), _ -> true);
        Renewals then = run(Duration.ofHours(6), _ -> true);
        System.out.printf("%d instances behind one address: 12 hours %s, then 6 hours %s%n", count, first, then);
        assertThat(then.expired()).isZero();
    }

    /** How many renewals a group of instances got, and how many of their tokens expired before. */
    private record Renewals(int made, int expired) {}

    private Renewals quietBeside(int crowd) {
        for (int i = 0; i < crowd; i++) {
            add("crowd-" + i, Device.NONE);
        }
        claviger.clock.advance(Duration.ofMinutes(5));
        for (int i = 0; i < QUIET; i++) {
            add("quiet-" + i, behind("198.51.100." + i));
        }
        return run(Duration.ofHours(12), key -> key.instance().value().startsWith("quiet"));
    }

    private Renewals run(Duration duration, Predicate<InstanceKey> watched) {
        claviger.queue.drain();
        Instant end = claviger.clock.instant().plus(duration);
        int renewed = 0;
        int expired = 0;
        while (claviger.clock.instant().isBefore(end)) {
            Instant next = claviger.clock.instant().plus(SweepDueInstances.INTERVAL);
            useCases.sweepDueInstances().sweep(Duration.ofSeconds(45));
            List<DueInstance> queued = claviger.queue.drainDue();
            for (DueInstance due : queued.stream()
                    .sorted(Comparator.comparing(DueInstance::dueAt))
                    .toList()) {
                if (due.dueAt().isAfter(claviger.clock.instant())) {
                    claviger.clock.moveTo(due.dueAt());
                }
                boolean late = !claviger.instances
                        .find(due.key())
                        .orElseThrow()
                        .token()
                        .orElseThrow()
                        .left(claviger.clock.instant())
                        .isPositive();
                if (useCases.refreshDueInstance().refresh(due.key()) == Outcome.CALLED && watched.test(due.key())) {
                    renewed++;
                    expired += late ? 1 : 0;
                }
            }
            claviger.clock.moveTo(next);
        }
        return new Renewals(renewed, expired);
    }

    /** Workers that do not wait for each other. */
    private UseCases workers() {
        Settings it = Ports.SETTINGS;
        Settings settings = new Settings(
                it.refresh(),
                it.registration(),
                it.enrolment(),
                it.tokenCacheAge(),
                it.defaultServiceProvider(),
                10_000);
        return claviger.ports().withPause(_ -> {}).useCases(settings, claviger.clock, new SplittableRandom(3));
    }

    /** Registers an instance from an address of its own, and then gives it this device. */
    private void add(String instance, Device device) {
        Device own = behind("10.%d.%d.1".formatted(made / 256, made % 256));
        made++;
        claviger.useCases.registerInstance().register(new RegisterCommand(key(instance), Optional.empty(), own, false));
        claviger.useCases.vendToken().vend(key(instance), Admission.ALREADY, Duration.ZERO, own);
        Instance it = claviger.instance(instance);
        claviger.put(new Instance(
                it.key(),
                it.registration(),
                it.statement(),
                it.redirectUri(),
                device,
                it.token(),
                it.refreshState(),
                it.enrolment(),
                it.createdAt(),
                it.version()));
    }

    private static Device behind(String address) {
        return new Device(Optional.empty(), Optional.of(new ClientIp(address)));
    }
}
