package io.claviger.core.enrolment;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Gives an application a new enrolment key. Devices that enrolled before notice nothing. */
public final class RotateEnrolmentKey {
    private static final int BYTES = 32;

    private final Applications applications;
    private final Journal journal;
    private final EnrolmentPolicy policy;
    private final RandomText random;
    private final InstantSource clock;

    public RotateEnrolmentKey(Applications applications, Journal journal, EnrolmentPolicy policy, Platform platform) {
        this.applications = applications;
        this.journal = journal;
        this.policy = policy;
        this.random = new RandomText(platform.random());
        this.clock = platform.clock();
    }

    /** @param previousUntil until when the key before works; empty if there was none */
    public record Rotated(EnrolmentKey key, Optional<Instant> previousUntil) {}

    /** Empty if there is no such application. */
    public Optional<Rotated> rotate(ApplicationId id) {
        EnrolmentKey key = EnrolmentKey.of(id, random.of(BYTES));
        Optional<Rotated> rotated = applications
                .update(
                        id,
                        application -> Optional.of(application.with(application
                                .enrolmentKeys()
                                .rotated(key.sha256(), clock.instant().plus(policy.keyOverlap())))))
                .map(stored ->
                        new Rotated(key, stored.enrolmentKeys().previous().map(EnrolmentKeys.Previous::until)));
        rotated.ifPresent(_ -> journal.note(new Entry.EnrolmentKeyChanged(id, "rotated")));
        return rotated;
    }
}
