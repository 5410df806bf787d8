package io.claviger.runtime;

import static io.claviger.aws.settings.Bounds.within;

import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.enrolment.EnrolmentPolicy;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.usecases.Settings;
import java.time.Duration;

/** Turns the deployment's settings into those of the use cases. */
final class UseCaseSettings {
    private UseCaseSettings() {}

    /** @throws IllegalArgumentException if a value is out of bounds; the message names the variable */
    static Settings of(DeploymentSettings settings) {
        return new Settings(
                refresh(settings),
                registration(settings),
                enrolment(settings),
                Duration.ofSeconds(
                        within("MEMORY_SECONDS", settings.memorySeconds().orElse(1), 0, 60)),
                settings.serviceProvider().map(ServiceProvider::new),
                within("QUEUE_HOLD_BACK", settings.queueHoldBack().orElse(60_000), 10, 1_000_000));
    }

    private static RefreshPolicy refresh(DeploymentSettings settings) {
        RefreshPolicy standard = RefreshPolicy.DEFAULT;
        double point = settings.refreshPointPercent()
                .map(percent -> within("REFRESH_POINT_PERCENT", percent, 50, 95) / 100.0)
                .orElse(standard.refreshShare());
        return new RefreshPolicy(
                point,
                Math.min(standard.spread(), (1 - point) / 2),
                settings.clockSkewSeconds()
                        .map(seconds -> Duration.ofSeconds(within("CLOCK_SKEW_SECONDS", seconds, 0, 300)))
                        .orElse(standard.clockSkew()),
                standard.lease(),
                standard.maxWait(),
                standard.poll(),
                settings.activeWindowHours()
                        .map(hours -> Duration.ofHours(within("ACTIVE_WINDOW_HOURS", hours, 1, 720)))
                        .orElse(standard.activeWindow()));
    }

    private static EnrolmentPolicy enrolment(DeploymentSettings settings) {
        EnrolmentPolicy standard = EnrolmentPolicy.DEFAULT;
        return new EnrolmentPolicy(
                settings.enrolmentCodeMinutes()
                        .map(minutes -> Duration.ofMinutes(within("ENROLMENT_CODE_MINUTES", minutes, 1, 1440)))
                        .orElse(standard.codeLifetime()),
                standard.keyOverlap(),
                settings.enrolmentsPerHour()
                        .map(count -> within("ENROLMENTS_PER_HOUR", count, 0, 1_000_000))
                        .orElse(standard.perHour()));
    }

    private static RegistrationPolicy registration(DeploymentSettings settings) {
        RegistrationPolicy standard = RegistrationPolicy.DEFAULT;
        return new RegistrationPolicy(
                standard.lease(),
                standard.maxWait(),
                standard.poll(),
                settings.recoveryWindowDays()
                        .map(days -> Duration.ofDays(within("RECOVERY_WINDOW_DAYS", days, 7, 30)))
                        .orElse(standard.recoveryWindow()));
    }
}
