package io.claviger.api;

import io.claviger.api.identity.Caller;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.DeviceKey;
import java.util.List;

/**
 * Admits a device whose key signed its assertion, and only then counts its request: what a stranger writes must not use
 * up a device's limit. A request counts once, however often its use case reads the instance.
 */
final class DeviceAdmission implements Admission {
    private final Caller.EnrolledDevice device;
    private final CallerLimit limit;
    private boolean counted;

    DeviceAdmission(Caller.EnrolledDevice device, CallerLimit limit) {
        this.device = device;
        this.limit = limit;
    }

    @Override
    public boolean admits(List<DeviceKey> keys) {
        boolean signed = device.assertion().isSignedByOneOf(keys);
        if (signed && !counted) {
            counted = true;
            limit.count(device);
        }
        return signed;
    }
}
