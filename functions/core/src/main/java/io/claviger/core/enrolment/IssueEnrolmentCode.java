package io.claviger.core.enrolment;

import io.claviger.core.application.Application;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Issues a code with which one device enrols for one instance. The instance need not exist yet. A new code takes the
 * place of an earlier one.
 */
public final class IssueEnrolmentCode {
    private static final int BYTES = 16;

    private final Instances instances;
    private final Journal journal;
    private final EnrolmentPolicy policy;
    private final RandomText random;
    private final InstantSource clock;

    public IssueEnrolmentCode(Instances instances, Journal journal, EnrolmentPolicy policy, Platform platform) {
        this.instances = instances;
        this.journal = journal;
        this.policy = policy;
        this.random = new RandomText(platform.random());
        this.clock = platform.clock();
    }

    /** @param expiresAt a whole second */
    public record Issued(EnrolmentCode code, Instant expiresAt) {}

    /** Empty if there is no such application. */
    public Optional<Issued> issue(InstanceKey key) {
        EnrolmentCode code = EnrolmentCode.of(key, random.of(BYTES));
        while (true) {
            InstanceSnapshot snapshot = instances.read(key);
            if (snapshot.application().isEmpty()) {
                return Optional.empty();
            }
            Instant now = clock.instant();
            Instant expiresAt = now.plus(policy.codeLifetime()).truncatedTo(ChronoUnit.SECONDS);
            Instance instance = snapshot.instance()
                    .orElseGet(() -> begun(key, snapshot.application().get(), now));
            Enrolment awaiting = instance.enrolment().awaiting(new Enrolment.Code(code.sha256(), expiresAt));
            if (instances.store(instance.with(awaiting)).isPresent()) {
                journal.note(new Entry.EnrolmentCodeIssued(key));
                return Optional.of(new Issued(code, expiresAt));
            }
        }
    }

    private static Instance begun(InstanceKey key, Application application, Instant now) {
        return Instance.begun(
                key,
                new Registration.Unregistered(),
                application.currentStatement().fingerprint(),
                application.redirectUri(),
                Device.NONE,
                now);
    }
}
