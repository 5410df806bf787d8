package io.claviger.runtime;

import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.usecases.Settings;
import java.time.Duration;

/** The settings of the use cases, as the deployment's parameters give them. */
public final class Policies {
    private final Environment environment;

    public Policies(Environment environment) {
        this.environment = environment;
    }

    /** {@code MEMORY_SECONDS}, {@code SERVICE_PROVIDER}, {@code QUEUE_HOLD_BACK}, and those of both policies. */
    public Settings settings() {
        return new Settings(
                refresh(),
                registration(),
                environment.seconds("MEMORY_SECONDS", 1, 0, 60),
                environment.find("SERVICE_PROVIDER").map(ServiceProvider::new),
                environment.number("QUEUE_HOLD_BACK", 10_000, 10, 1_000_000));
    }

    /** {@code REFRESH_POINT_PERCENT}, {@code CLOCK_SKEW_SECONDS}, {@code ACTIVE_WINDOW_HOURS}. */
    public RefreshPolicy refresh() {
        RefreshPolicy standard = RefreshPolicy.DEFAULT;
        double point = environment.number("REFRESH_POINT_PERCENT", 85, 50, 95) / 100.0;
        return new RefreshPolicy(
                point,
                Math.min(standard.spread(), (1 - point) / 2),
                environment.seconds("CLOCK_SKEW_SECONDS", 5, 0, 300),
                standard.lease(),
                standard.maxWait(),
                standard.poll(),
                Duration.ofHours(environment.number("ACTIVE_WINDOW_HOURS", 24, 1, 720)));
    }

    /** {@code RECOVERY_WINDOW_DAYS}. */
    public RegistrationPolicy registration() {
        RegistrationPolicy standard = RegistrationPolicy.DEFAULT;
        return new RegistrationPolicy(
                standard.lease(),
                standard.maxWait(),
                standard.poll(),
                Duration.ofDays(environment.number("RECOVERY_WINDOW_DAYS", 30, 7, 30)));
    }
}
