package io.claviger.core.fake;

import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import java.time.Duration;

/**
 * The times a deployment is set up with.
 *
 * @param memory how long a process trusts what it remembers
 * @param horizon how long whoever takes a token away waits; the same, unless somebody got it wrong
 */
public record Settings(RefreshPolicy refresh, RegistrationPolicy registration, Duration memory, Duration horizon) {
    public static final Settings DEFAULT = new Settings(
            RefreshPolicy.DEFAULT, RegistrationPolicy.DEFAULT, Duration.ofSeconds(2), Duration.ofSeconds(2));
}
