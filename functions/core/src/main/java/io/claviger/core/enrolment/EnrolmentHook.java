package io.claviger.core.enrolment;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.claviger.core.instance.InstanceId;
import java.util.Optional;

/** The port to the programmer's own check of a device that enrols. */
@FunctionalInterface
public interface EnrolmentHook {
    /** Without a hook, every device with a valid code or key enrols. */
    EnrolmentHook NONE = _ -> Verdict.ADMITTED;

    /**
     * A device with a valid code or enrolment key.
     *
     * @param instance of the code; empty with an enrolment key, which makes a new instance
     * @param publicKey the key to be enrolled, to which an attestation may be bound; empty if the device wants a secret
     * @param attestation for example its platform's proof; empty if the device sent none
     */
    record Candidate(
            ApplicationId application,
            Optional<InstanceId> instance,
            Optional<PublicKey> publicKey,
            Optional<Attestation> attestation) {}

    enum Verdict {
        ADMITTED,
        REFUSED,

        /** The check failed, and may come to a verdict when it is repeated. */
        UNKNOWN
    }

    Verdict judge(Candidate candidate);
}
