package io.claviger.core.simulation;

import io.claviger.core.Deadline;
import io.claviger.core.fake.Ports;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.simulation.Functions.Role;
import io.claviger.core.usecases.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** Deployments whose durations contradict each other. */
final class SettingsMutations {
    private SettingsMutations() {}

    /** The token function's cache outlives the time that all functions wait. */
    static Mutation cacheNeverExpires() {
        return new Mutation() {
            @Override
            public Settings mutate(Role role, Settings settings) {
                return role == Role.TOKEN ? withCacheAge(settings, Duration.ofDays(365)) : settings;
            }

            @Override
            public Ports mutate(Role role, Ports ports, InstantSource clock) {
                Duration wait = Ports.SETTINGS.tokenCacheAge();
                return ports.withPause(duration ->
                        ports.pause().pause(duration.compareTo(Duration.ofDays(365)) < 0 ? duration : wait));
            }
        };
    }

    /** A statement is asked about again at once, and not ten seconds later. */
    static Mutation confirmationsAreNotDelayed() {
        Duration delay = Duration.ofSeconds(10);
        return Mutation.of(
                Role.CHECK,
                (ports, _) -> ports.withPause(
                        duration -> ports.pause().pause(duration.equals(delay) ? Duration.ZERO : duration)));
    }

    static Mutation deadlinesAreIgnored() {
        return new Mutation() {
            @Override
            public Deadline mutate(Deadline real) {
                return () -> Duration.ofDays(1);
            }
        };
    }

    static Mutation cacheExpiryIsNotAwaited() {
        return new Mutation() {
            @Override
            public Settings mutate(Role role, Settings settings) {
                return role == Role.TOKEN ? settings : withCacheAge(settings, Duration.ZERO);
            }
        };
    }

    static Mutation refreshLeaseIsShorterThanACall() {
        return settings(it -> {
            RefreshPolicy real = it.refresh();
            return new Settings(
                    new RefreshPolicy(
                            real.refreshShare(),
                            real.spread(),
                            real.clockSkew(),
                            Duration.ofMillis(30),
                            real.maxWait(),
                            Duration.ofMillis(10),
                            real.activeWindow()),
                    it.registration(),
                    it.enrolment(),
                    it.tokenCacheAge(),
                    it.defaultServiceProvider(),
                    it.maxQueueDepth());
        });
    }

    static Mutation registrationLeaseIsShorterThanACall() {
        return settings(it -> {
            RegistrationPolicy real = it.registration();
            return new Settings(
                    it.refresh(),
                    new RegistrationPolicy(
                            Duration.ofMillis(30), real.maxWait(), Duration.ofMillis(10), real.recoveryWindow()),
                    it.enrolment(),
                    it.tokenCacheAge(),
                    it.defaultServiceProvider(),
                    it.maxQueueDepth());
        });
    }

    static Mutation clocksAreTakenToAgree() {
        return settings(it -> {
            RefreshPolicy real = it.refresh();
            return new Settings(
                    new RefreshPolicy(
                            real.refreshShare(),
                            real.spread(),
                            Duration.ZERO,
                            real.lease(),
                            real.maxWait(),
                            real.poll(),
                            real.activeWindow()),
                    it.registration(),
                    it.enrolment(),
                    it.tokenCacheAge(),
                    it.defaultServiceProvider(),
                    it.maxQueueDepth());
        });
    }

    private static Mutation settings(UnaryOperator<Settings> wrong) {
        return new Mutation() {
            @Override
            public Settings mutate(Role role, Settings settings) {
                return wrong.apply(settings);
            }
        };
    }

    private static Settings withCacheAge(Settings it, Duration age) {
        return new Settings(
                it.refresh(), it.registration(), it.enrolment(), age, it.defaultServiceProvider(), it.maxQueueDepth());
    }
}
