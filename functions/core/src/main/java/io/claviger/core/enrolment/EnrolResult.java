package io.claviger.core.enrolment;

import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.Instance;
import java.time.Instant;

/** How an enrolment ended. */
public sealed interface EnrolResult {
    /** @param instance registered if Adobe answered; otherwise the device completes it later */
    record Enrolled(Instance instance, DeviceKey key) implements EnrolResult {}

    /** The code or key is unknown, used or expired. */
    record CredentialRefused() implements EnrolResult {}

    /** The programmer's own check said no. */
    record DeviceRefused() implements EnrolResult {}

    /** The programmer's own check failed: the device may ask again. */
    record CheckFailed() implements EnrolResult {}

    /** The application's key made as many instances as it may in an hour. */
    record LimitReached(Instant retryAt) implements EnrolResult {}
}
