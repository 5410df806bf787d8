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
import java.util.Optional;

/**
 * Checks applications by the begin of their last check, oldest first. A check is noted before it begins: one that
 * fails, finds nothing out or outlasts its invocation comes last next time, and no other invocation begins it, too.
 */
final class ScheduledCheck {
    private static final Logger LOG = System.getLogger(ScheduledCheck.class.getName());

    /** The invocation of each minute takes turns: first the revoked applications, then the overdue ones. */
    private static final Duration TURN = Duration.ofSeconds(25);

    /** So long the check of an overdue application is left to the schedule of all. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Applications applications;
    private final CheckRevocation checkRevocation;
    private final CountInstances countInstances;
    private final Journal journal;
    private final Duration interval;
    private final InstantSource clock;

    /** @param interval how long after the begin of an application's check the next one is due */
    ScheduledCheck(
            Applications applications,
            CheckRevocation checkRevocation,
            CountInstances countInstances,
            Journal journal,
            Duration interval,
            InstantSource clock) {
        this.applications = applications;
        this.checkRevocation = checkRevocation;
        this.countInstances = countInstances;
        this.journal = journal;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Checks every application. No check begins in the last quarter of the time, because a check may wait for others
     * and for Adobe; {@link #runEachMinute} checks those left out.
     *
     * @param timeLeft until this invocation ends
     * @return every application and its status
     * @throws IllegalStateException if some could not be checked, so that Lambda counts an error and retries
     */
    ObjectNode run(Duration timeLeft) {
        Instant begin = now();
        Instant until = begin.plus(timeLeft.multipliedBy(3).dividedBy(4));
        try {
            Result result = new Result();
            check(applications.all(), until, until, result);
            return result.answer();
        } finally {
            List<Application> after = applications.all();
            journal.note(Entry.ApplicationsChecked.of(after, begin.minus(interval)));
            countInstances.run(after.stream().map(Application::id).toList());
        }
    }

    /**
     * Checks the current statement of every application where it is revoked, so that a wrong or an ended revocation is
     * noticed within a minute; then the overdue applications, which did not fit into the invocation that checks all.
     *
     * @return these applications and their status
     * @throws IllegalStateException if some could not be checked, so that Lambda counts an error
     */
    ObjectNode runEachMinute() {
        Instant begin = now();
        List<Application> all = applications.all();
        List<Application> revoked = all.stream()
                .filter(application -> application.currentStatement().revoked())
                .toList();
        List<Application> overdue = all.stream()
                .filter(application -> !application.currentStatement().revoked())
                .filter(application -> lastCheckAt(application).isBefore(begin.minus(interval.plus(GRACE))))
                .toList();
        Result result = new Result();
        check(revoked, begin.plus(TURN), begin, result);
        check(overdue, begin.plus(TURN.multipliedBy(2)), begin.plus(TURN.multipliedBy(2)), result);
        return result.answer();
    }

    /** @param othersUntil when the last check of a statement that is not current may begin */
    private void check(List<Application> due, Instant until, Instant othersUntil, Result result) {
        for (Application application : oldestCheckFirst(due)) {
            try {
                if (clock.instant().isBefore(until) && begins(application)) {
                    checkRevocation.check(application.id(), othersUntil).ifPresent(result::add);
                } else {
                    result.add(application);
                }
            } catch (RuntimeException e) {
                LOG.log(
                        Level.ERROR,
                        () -> "check of %s failed: %s".formatted(application.id(), FailureDescription.of(e)));
                result.failed().add(application.id());
            }
        }
    }

    /** Notes that a check begins; false if another one began or was conclusive since the application was read. */
    private boolean begins(Application application) {
        return applications
                .update(
                        application.id(),
                        current -> Optional.of(current)
                                .filter(same -> lastCheckAt(same).equals(lastCheckAt(application)))
                                .map(same -> same.with(same.currentStatement().checkBegun(now()))))
                .isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<Application> oldestCheckFirst(List<Application> all) {
        return all.stream()
                .sorted(Comparator.comparing(ScheduledCheck::lastCheckAt))
                .toList();
    }

    private static Instant lastCheckAt(Application application) {
        return application.currentStatement().lastCheckAt();
    }

    /** The applications that were looked at, and those whose check failed. */
    private record Result(ArrayNode checked, List<ApplicationId> failed) {
        Result() {
            this(JsonNodeFactory.instance.arrayNode(), new ArrayList<>());
        }

        void add(Application application) {
            checked.addObject()
                    .put("application_id", application.id().value())
                    .put("status", application.currentStatement().status().name());
        }

        ObjectNode answer() {
            if (!failed.isEmpty()) {
                throw new IllegalStateException("these applications could not be checked: " + failed);
            }
            return JsonNodeFactory.instance.objectNode().set("applications", checked);
        }
    }
}
