package io.claviger.revocationcheck;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.revocation.CheckRevocation;
import io.claviger.runtime.FailureDescription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Checks every application, or every revoked one, also after the check of one has failed. */
final class ScheduledCheck {
    private static final Logger LOG = System.getLogger(ScheduledCheck.class.getName());

    private final Applications applications;
    private final CheckRevocation checkRevocation;
    private final CountInstances countInstances;
    private final Journal journal;
    private final InstantSource clock;

    ScheduledCheck(
            Applications applications,
            CheckRevocation checkRevocation,
            CountInstances countInstances,
            Journal journal,
            InstantSource clock) {
        this.applications = applications;
        this.checkRevocation = checkRevocation;
        this.countInstances = countInstances;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Checks in order of the last check, oldest first, so that an application left out for lack of time is first next
     * time. No check begins in the last quarter of the time, because a check may wait for others and for Adobe.
     *
     * @param timeLeft until this invocation ends
     * @return every application and its status
     * @throws IllegalStateException if some could not be checked, so that Lambda counts an error and retries
     */
    ObjectNode run(Duration timeLeft) {
        Instant since = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant until = since.plus(timeLeft.multipliedBy(3).dividedBy(4));
        try {
            return check(applications.all(), until, until);
        } finally {
            List<Application> after = applications.all();
            journal.note(Entry.ApplicationsChecked.of(after, since));
            countInstances.run(after.stream().map(Application::id).toList());
        }
    }

    /** @param othersUntil when the last check of a statement that is not current may begin */
    private ObjectNode check(List<Application> due, Instant until, Instant othersUntil) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode checked = answer.putArray("applications");
        List<ApplicationId> failed = new ArrayList<>();
        for (Application application : oldestCheckFirst(due)) {
            if (!clock.instant().isBefore(until)) {
                add(checked, application);
                continue;
            }
            try {
                checkRevocation.check(application.id(), othersUntil).ifPresent(after -> add(checked, after));
            } catch (RuntimeException e) {
                LOG.log(
                        Level.ERROR,
                        () -> "check of %s failed: %s".formatted(application.id(), FailureDescription.of(e)));
                failed.add(application.id());
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException("these applications could not be checked: " + failed);
        }
        return answer;
    }

    /**
     * Checks the current statement of every application where it is revoked, so that a wrong or an ended revocation is
     * noticed within a minute.
     *
     * @param timeLeft until this invocation ends
     * @return these applications and their status
     * @throws IllegalStateException if some could not be checked, so that Lambda counts an error and retries
     */
    ObjectNode runRevoked(Duration timeLeft) {
        Instant since = clock.instant();
        Instant until = since.plus(timeLeft.multipliedBy(3).dividedBy(4));
        List<Application> revoked = applications.all().stream()
                .filter(application -> application.currentStatement().revoked())
                .toList();
        return check(revoked, until, since);
    }

    private static List<Application> oldestCheckFirst(List<Application> all) {
        return all.stream()
                .sorted(Comparator.comparing(application ->
                        application.currentStatement().checkedAt().orElse(Instant.MIN)))
                .toList();
    }

    private static void add(ArrayNode checked, Application application) {
        checked.addObject()
                .put("application_id", application.id().value())
                .put("status", application.currentStatement().status().name());
    }
}
