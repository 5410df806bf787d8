package io.claviger.core.fake;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What keeps an Adobe from answering as it should: a device that asks too often, or whatever a test wants. */
final class Trouble {
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private final Map<Endpoint, Failure> failures = new EnumMap<>(Endpoint.class);
    private Optional<Failure> afterRegistering = Optional.empty();

    void at(Endpoint[] endpoints, Failure failure) {
        for (Endpoint endpoint : endpoints) {
            failures.put(endpoint, failure);
        }
    }

    void afterRegistering(Failure failure) {
        afterRegistering = Optional.of(failure);
    }

    void ends() {
        failures.clear();
        afterRegistering = Optional.empty();
    }

    /** What is answered instead of a client that was made. */
    Optional<Failure> afterRegistering() {
        return afterRegistering;
    }

    /** What is answered to this device instead of doing anything. */
    Optional<Failure> with(Device device, Instant now, Endpoint endpoint) {
        String ip = device.ip().map(ClientIp::reveal).orElse("");
        boolean granted = buckets.computeIfAbsent(ip, _ -> new TokenBucket(now)).take(now);
        return granted
                ? Optional.ofNullable(failures.get(endpoint))
                : Optional.of(new Failure.Throttled(Duration.ofSeconds(1)));
    }
}
