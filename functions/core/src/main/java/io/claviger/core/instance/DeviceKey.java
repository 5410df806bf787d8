package io.claviger.core.instance;

import io.claviger.core.credentials.DeviceSecret;
import java.time.Instant;

/**
 * What verifies the assertions of an instance's own device.
 *
 * @param id chosen by Claviger, 36 characters: the {@code kid} of an assertion
 */
public record DeviceKey(String id, Material material, Instant enrolledAt) {

    /** What a signature is verified with. */
    public sealed interface Material {

        /** @param jwk the public key (RFC 7517) as JSON text, checked before it was enrolled */
        record PublicKey(String jwk) implements Material {}

        /** A secret that the device and Claviger share. */
        record SharedSecret(DeviceSecret secret) implements Material {}
    }
}
