package io.claviger.core.simulation;

import io.claviger.core.fake.Settings;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Deployments whose durations contradict each other. */
final class SettingsMutations {
    private SettingsMutations() {}

    static Mutation cacheNeverExpires() {
        return settings(it -> new Settings(it.refresh(), it.registration(), Duration.ofDays(365), it.horizon()));
    }

    static Mutation cacheExpiryIsNotAwaited() {
        return settings(it -> new Settings(it.refresh(), it.registration(), it.memory(), Duration.ZERO));
    }

    static Mutation refreshLeaseIsShorterThanACall() {
        return settings(it -> {
            RefreshPolicy real = it.refresh();
            return new Settings(
                    new RefreshPolicy(
                            real.refreshPoint(),
                            real.spread(),
                            real.clockSkew(),
                            Duration.ofMillis(30),
                            real.maxWait(),
                            Duration.ofMillis(10),
                            real.activeWindow()),
                    it.registration(),
                    it.memory(),
                    it.horizon());
        });
    }

    static Mutation registrationLeaseIsShorterThanACall() {
        return settings(it -> {
            RegistrationPolicy real = it.registration();
            return new Settings(
                    it.refresh(),
                    new RegistrationPolicy(
                            Duration.ofMillis(30), real.maxWait(), Duration.ofMillis(10), real.recoveryWindow()),
                    it.memory(),
                    it.horizon());
        });
    }

    static Mutation clocksAreTakenToAgree() {
        return settings(it -> {
            RefreshPolicy real = it.refresh();
            return new Settings(
                    new RefreshPolicy(
                            real.refreshPoint(),
                            real.spread(),
                            Duration.ZERO,
                            real.lease(),
                            real.maxWait(),
                            real.poll(),
                            real.activeWindow()),
                    it.registration(),
                    it.memory(),
                    it.horizon());
        });
    }

    private static Mutation settings(UnaryOperator<Settings> wrong) {
        return new Mutation() {
            @Override
            public Settings mutate(Settings settings) {
                return wrong.apply(settings);
            }
        };
    }
}
