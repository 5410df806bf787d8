package io.claviger.core.journal;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What is written down for operators: audit lines and the facts behind every metric. None holds a secret. */
public sealed interface Entry {

    /** Where a vended token came from. */
    enum Source {
        MEMORY,
        STORE,
        REFRESHED
    }

    /** A token was handed out, {@code age} after it was issued and {@code left} before it expires. */
    record TokenVended(InstanceKey instance, Source source, Duration age, Duration left) implements Entry {}

    /** No token could be handed out; {@code outcome} is the stable code of the answer. */
    record VendRefused(InstanceKey instance, String outcome) implements Entry {}

    /**
     * A token was asked for upstream.
     *
     * @param outcome {@code refreshed}, {@code same_token}, {@code credentials_rejected}, {@code superseded} or a failure's label
     * @param lag how long after it was due; empty if it was not due
     */
    record TokenRefreshed(InstanceKey instance, String outcome, Optional<Duration> lag) implements Entry {}

    /**
     * The token of an instance that is in use had expired {@code ago} before a new one was asked for, although it was due
     * earlier.
     */
    record TokenExpired(InstanceKey instance, Duration ago) implements Entry {}

    /** No upstream call is made for this instance for so long, after so many failures in a row. */
    record CoolDownBegun(InstanceKey instance, int failures, Duration coolDown) implements Entry {}

    /** Adobe answered a registration with a new client, written down before anything can go wrong with it. */
    record ClientMade(InstanceKey instance, ClientId client) implements Entry {}

    /** A client exists upstream that nobody will use, since another was faster. */
    record ClientLeftBehind(InstanceKey instance, ClientId client) implements Entry {}

    /**
     * Adobe may have made a client whose id nobody learned: the answer to a registration was lost or made no sense, or whoever
     * asked died. By the time and the instance's statement it can be looked up at Adobe.
     *
     * @param attempt names the attempt or the check that asked
     * @param reason the failure's code, {@code attempt_died} or {@code check_died}
     */
    record ClientPossiblyLeftBehind(InstanceKey instance, String attempt, String reason) implements Entry {}

    /** The vault did not take a client that Adobe made; it is kept sealed with the instance until the next attempt. */
    record ClientSalvaged(InstanceKey instance, ClientId client) implements Entry {}

    /**
     * Something sealed with an instance does not open: it was changed, or the key is lost. It counts as absent until it is next
     * written. Never credentials; without those nothing goes on.
     *
     * @param what {@code accessToken}, {@code deviceInfo} or {@code clientIp}
     */
    record SealBroken(InstanceKey instance, String what) implements Entry {}

    /** An instance came to another status. */
    record InstanceChanged(InstanceKey instance, String before, String after) implements Entry {

        /** The same instance, as it was and as it is stored now. */
        public static InstanceChanged between(Instance before, Instance after) {
            return new InstanceChanged(
                    after.key(),
                    before.registration().status(),
                    after.registration().status());
        }
    }

    /** An application was stored; {@code before} is the fingerprint it served until then. */
    record ApplicationStored(
            ApplicationId application, Optional<StatementFingerprint> before, StatementFingerprint after)
            implements Entry {}

    /** A revocation check came to an end; without a judgement {@code before} and {@code after} are the same. */
    record StatementChecked(
            ApplicationId application,
            StatementFingerprint statement,
            StatementStatus before,
            StatementStatus after,
            Optional<Evidence> evidence,
            boolean conclusive)
            implements Entry {}

    /**
     * A scheduled check of every application came to an end. It speaks of the statement that each serves new registrations
     * from; what becomes of an older one is in its own {@link StatementChecked}.
     *
     * @param undecided applications about whose statement it came to no judgement
     * @param suspect applications whose statement is under suspicion
     * @param revoked applications whose statement is revoked
     */
    record ApplicationsChecked(long undecided, long suspect, long revoked) implements Entry {

        /**
         * @param applications all of them, as they are stored after the check
         * @param since when the check began, whole milliseconds
         */
        public static ApplicationsChecked of(List<Application> applications, Instant since) {
            List<Statement> statements =
                    applications.stream().map(Application::currentStatement).toList();
            return new ApplicationsChecked(
                    count(
                            statements,
                            s -> s.checkedAt().filter(at -> !at.isBefore(since)).isEmpty()),
                    count(statements, s -> s.status() == StatementStatus.SUSPECT),
                    count(statements, Statement::revoked));
        }

        private static long count(List<Statement> statements, Predicate<Statement> test) {
            return statements.stream().filter(test).count();
        }
    }

    /** A sweep came to an end: so many keys queued, or held back because the queue was so deep already. */
    record Swept(int queued, boolean heldBack) implements Entry {}
}
