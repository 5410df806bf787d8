package io.claviger.core.credentials;

/** What a device that cannot make keys signs its assertions with (HS256): 32 random bytes in Base64url. */
public final class DeviceSecret extends Secret {
    /** @throws InvalidInput if it is empty, longer than 128 characters or not printable ASCII */
    public DeviceSecret(String value) {
        super("device_secret", value, 128);
    }
}
