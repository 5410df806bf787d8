package io.claviger.core.revocation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Has a statement examined, and writes the verdict down. */
final class StatementChecker {
    private static final int MAX_LOOKS = 3;

    private final Applications applications;
    private final SoftwareStatements statements;
    private final StatementExaminer examiner;
    private final Announcement announcement;
    private final Journal journal;
    private final Optional<ServiceProvider> defaultServiceProvider;
    private final InstantSource clock;

    StatementChecker(
            Applications applications,
            SoftwareStatements statements,
            StatementExaminer examiner,
            Announcement announcement,
            Journal journal,
            Optional<ServiceProvider> defaultServiceProvider,
            InstantSource clock) {
        this.applications = applications;
        this.statements = statements;
        this.examiner = examiner;
        this.announcement = announcement;
        this.journal = journal;
        this.defaultServiceProvider = defaultServiceProvider;
        this.clock = clock;
    }

    /** Looks again where another check came to a verdict in between: a slow one must not overrule a newer one. */
    void check(ApplicationId id, StatementFingerprint fingerprint) {
        boolean concluded = false;
        for (int looks = 0; looks < MAX_LOOKS && !concluded; looks++) {
            concluded = look(id, fingerprint);
        }
    }

    /** Others held the canary for as long as this check could wait, one after the other, or died over it. */
    void didNotTakePlace(ApplicationId id, StatementFingerprint fingerprint) {
        applications
                .find(id)
                .flatMap(application -> application.statement(fingerprint))
                .ifPresent(statement -> note(id, statement, statement, false));
    }

    private boolean look(ApplicationId id, StatementFingerprint fingerprint) {
        Instant since = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Application> application = applications.find(id);
        Optional<Statement> statement = application.flatMap(found -> found.statement(fingerprint));
        Optional<SoftwareStatement> secret = statements.find(id, fingerprint);
        if (application.isEmpty() || statement.isEmpty() || secret.isEmpty()) {
            return true;
        }
        Statement before = statement.get();
        Verdict verdict = examiner.judge(
                application.get(),
                before,
                secret.get(),
                application.get().serviceProvider().or(() -> defaultServiceProvider),
                suspicion -> conclude(id, before, suspicion, since));
        boolean concluded = conclude(id, before, verdict, since);
        announcement.announce(id, fingerprint, !before.revoked());
        return concluded;
    }

    /**
     * @param since when the looking began that the verdict rests on; whatever was refused after that is not covered by it
     * @return false if another check came to a verdict since, which then stands
     */
    private boolean conclude(ApplicationId id, Statement before, Verdict verdict, Instant since) {
        Optional<UnaryOperator<Statement>> judged = switch (verdict) {
            case Verdict.Active(boolean proven) ->
                Optional.of(now -> now.judged(StatementStatus.ACTIVE, Optional.empty(), proven, since));
            case Verdict.Suspect(Evidence evidence) ->
                Optional.of(now -> now.judged(StatementStatus.SUSPECT, Optional.of(evidence), false, since));
            case Verdict.Revoked(Evidence evidence) ->
                Optional.of(now -> now.judged(StatementStatus.REVOKED, Optional.of(evidence), false, since));
            case Verdict.None _ -> Optional.empty();
        };
        Optional<Statement> stored = judged.flatMap(change -> applications.update(
                        id,
                        current -> current.statement(before.fingerprint())
                                .filter(now -> unchanged(before, now)
                                        || now.checkedAt().equals(Optional.of(since)))
                                .map(now -> current.with(change.apply(now)))))
                .flatMap(application -> application.statement(before.fingerprint()));
        Statement after = stored.orElse(before);
        note(id, before, after, stored.isPresent());
        return judged.isEmpty() || stored.isPresent();
    }

    private void note(ApplicationId id, Statement before, Statement after, boolean conclusive) {
        journal.note(new Entry.StatementChecked(
                id, before.fingerprint(), before.status(), after.status(), after.evidence(), conclusive));
    }

    /** A suspicion and what becomes of it bear one time, that at which their check began: the status tells them apart. */
    private static boolean unchanged(Statement before, Statement now) {
        return now.checkedAt().equals(before.checkedAt()) && now.status() == before.status();
    }
}
