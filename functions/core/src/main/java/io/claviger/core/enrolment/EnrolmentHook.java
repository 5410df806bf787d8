package io.claviger.core.enrolment;

import io.claviger.core.application.ApplicationId;
import java.util.Optional;

/** The port to the programmer's own check of a device that enrols. */
@FunctionalInterface
public interface EnrolmentHook {
    /** Without a hook, every device with a valid code or key enrols. */
    EnrolmentHook NONE = (_, _) -> true;

    /**
     * @param attestation what the device sent, for example its platform's proof; empty if it sent none
     * @return false also if the check failed
     */
    boolean admits(ApplicationId application, Optional<String> attestation);
}
