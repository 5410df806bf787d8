package io.claviger.core.fake;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The failures of a fake Adobe: Adobe's throttling, and those that a test sets. */
final class InjectedFailures {
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private final Map<Endpoint, Failure> failures = new EnumMap<>(Endpoint.class);
    private final Set<DeviceInfo> refusedHeaders = new HashSet<>();
    private Optional<Failure> afterRegistering = Optional.empty();

    void refuse(DeviceInfo header) {
        refusedHeaders.add(header);
    }

    boolean refuses(Device device) {
        return device.info().filter(refusedHeaders::contains).isPresent();
    }

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

    /** The answer that hides a registered client, if one is set. */
    Optional<Failure> afterRegistering() {
        return afterRegistering;
    }

    /** The failure of this call, if it fails. */
    Optional<Failure> with(Device device, Instant now, Endpoint endpoint) {
        String ip = device.ip().map(ClientIp::reveal).orElse("");
        boolean granted = buckets.computeIfAbsent(ip, _ -> new TokenBucket(now)).take(now);
        if (!granted) {
            return Optional.of(new Failure.Throttled(Duration.ofSeconds(1)));
        }
        return refuses(device)
                ? Optional.of(new Failure.RequestRefused("invalid_request"))
                : Optional.ofNullable(failures.get(endpoint));
    }
}
