package io.claviger.core.fake;

import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import java.time.Duration;

/**
 * The durations of a deployment.
 *
 * @param memory how long a process caches a token
 * @param horizon how long a use case waits after it invalidates a token; the cache's duration in a correct deployment
 */
public record Settings(RefreshPolicy refresh, RegistrationPolicy registration, Duration memory, Duration horizon) {
    public static final Settings DEFAULT = new Settings(
            RefreshPolicy.DEFAULT, RegistrationPolicy.DEFAULT, Duration.ofSeconds(2), Duration.ofSeconds(2));
}
