package io.claviger.core.enrolment;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import java.util.Optional;

/**
 * Asks for a device to be enrolled.
 *
 * @param publicKey the device's own; empty if it wants a device secret
 * @param attestation for the programmer's own check
 */
public record EnrolCommand(
        Credential credential, Optional<PublicKey> publicKey, Optional<Attestation> attestation, Device device) {

    /** What entitles the device. */
    public sealed interface Credential {
        record Code(EnrolmentCode code) implements Credential {}

        record Key(EnrolmentKey key) implements Credential {}
    }
}
