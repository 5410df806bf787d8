package io.claviger.sandbox.faults;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Adobe's throttle: each device may call once in each second after its first call, and has a burst of ten more calls once. Unused
 * seconds do not add up. A device is an IP address. (Adobe Pass, Throttling mechanism, with its scenario table.)
 */
public final class Throttle {
    private static final int BURST = 10;
    private static final int MAX_DEVICES = 1_000_000;

    private final Cache<String, Device> devices =
            Caffeine.newBuilder().maximumSize(MAX_DEVICES).build();
    private final InstantSource clock;

    private record Device(Instant firstCall, long lastSecond, int burstUsed, boolean allowed) {}

    /** Counts seconds by the clock. */
    public Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one call of a device; false means 429. */
    public boolean allows(String address) {
        var now = clock.instant();
        return devices.asMap()
                .compute(address, (key, device) -> device == null ? new Device(now, 0, 0, true) : next(device, now))
                .allowed();
    }

    /** Forgets all devices, so that each has its burst again. */
    public void forget() {
        devices.invalidateAll();
    }

    private static Device next(Device device, Instant now) {
        long second = Duration.between(device.firstCall(), now).toSeconds();
        if (second > device.lastSecond()) {
            return new Device(device.firstCall(), second, device.burstUsed(), true);
        }
        return device.burstUsed() < BURST
                ? new Device(device.firstCall(), device.lastSecond(), device.burstUsed() + 1, true)
                : new Device(device.firstCall(), device.lastSecond(), device.burstUsed(), false);
    }
}
