package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.Secret;

/**
 * A device's own {@code X-Device-Info} header, passed on unchanged (Adobe Pass: Base64 of a JSON object). Personal
 * data, so it is never printed.
 */
public final class DeviceInfo extends Secret {
    /**
     * @throws io.claviger.core.credentials.InvalidInput if it is empty, longer than 4096 characters or not printable
     */
    public DeviceInfo(String value) {
        super("X-Device-Info", value, 4096);
    }
}
