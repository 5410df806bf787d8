package io.claviger.core.journal;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An entry for operators: an audit line, and the facts behind every metric. No entry holds a secret. */
public sealed interface Entry {

    /** Where a vended token came from. {@code MEMORY} is the process's token cache. */
    enum Source {
        MEMORY,
        STORE,
        REFRESHED
    }

    /** A token was handed out, {@code age} after it was issued and {@code left} before it expires. */
    record TokenVended(InstanceKey instance, Source source, Duration age, Duration left) implements Entry {}

    /** No token was handed out; {@code outcome} is the stable code of the answer or of its reason. */
    record VendRefused(InstanceKey instance, String outcome) implements Entry {}

    /**
     * A caller got its valid token, or its enrolment, although the work beside it failed.
     *
     * @param what {@code store_vend}, which the next vend tries again, {@code queue_refresh}, which the sweep does, or
     *     {@code register_enrolled}, which the device does
     * @param reason the exception's simple class name
     */
    record BookkeepingFailed(InstanceKey instance, String what, String reason) implements Entry {}

    /**
     * A token was requested from Adobe. Noted once for each call.
     *
     * @param outcome {@code refreshed}, {@code same_token}, {@code credentials_rejected}, {@code superseded} or a
     *     failure's label
     * @param lag how long after its due time; empty if it was not due
     */
    record TokenRefreshed(InstanceKey instance, String outcome, Optional<Duration> lag) implements Entry {}

    /**
     * The token of an instance in use expired {@code ago} before a new one was requested, though it was due earlier.
     */
    record TokenExpired(InstanceKey instance, Duration ago) implements Entry {}

    /**
     * A refresh got no turn of its device's address, and waits longer by {@code by}.
     *
     * @param pastExpiry whether the token expires before
     */
    record RefreshPostponed(InstanceKey instance, Duration by, boolean pastExpiry) implements Entry {}

    /** No upstream call is made for this instance during {@code coolDown}, after {@code failures} failures in a row. */
    record CoolDownBegun(InstanceKey instance, int failures, Duration coolDown) implements Entry {

        /** The instance as stored after the failed call. */
        public static CoolDownBegun of(Instance failed, Duration coolDown) {
            return new CoolDownBegun(failed.key(), failed.refreshState().failures(), coolDown);
        }
    }

    /** Adobe answered a registration with a new client. Noted before any step that may fail. */
    record ClientMade(InstanceKey instance, ClientId client) implements Entry {}

    /**
     * A client exists at Adobe that no instance will use: another client was stored first, or no storage confirmed this one before
     * its attempt's lease ended.
     */
    record ClientLeftBehind(InstanceKey instance, ClientId client) implements Entry {}

    /**
     * Adobe may have made a client that is not kept. Its id is unknown if the answer to a registration was lost or made no
     * sense, or the process died: Adobe can look it up by the time and the instance's statement. It was logged before if the
     * invocation may end before a storage takes the client.
     *
     * @param attempt the id of the attempt or of the check
     * @param reason the failure's code, {@code attempt_died}, {@code check_died} or {@code no_time_left}
     */
    record ClientPossiblyLeftBehind(InstanceKey instance, String attempt, String reason) implements Entry {}

    /** The vault did not store a client that Adobe made; it stays sealed with the instance until the next attempt. */
    record ClientSalvaged(InstanceKey instance, ClientId client) implements Entry {}

    /**
     * A sealed value of an instance cannot be opened: it was changed, or the key is lost. The value counts as absent
     * until it is written again. Never credentials, because nothing works without them.
     *
     * @param what {@code accessToken}, {@code deviceInfo}, {@code provedDeviceInfo}, {@code clientIp} or {@code deviceSecret}
     */
    record SealBroken(InstanceKey instance, String what) implements Entry {}

    /**
     * Adobe accepted the probe's redirect URI and made a client, which {@link ClientLeftBehind} names. The application's
     * checks go on without the probe until the application is stored again.
     */
    record ProbeStopped(ApplicationId application) implements Entry {}

    /** An instance was to be quarantined, and too many of its application were within an hour. It keeps its status. */
    record QuarantineHeldBack(InstanceKey instance) implements Entry {}

    /** An instance's status changed. */
    record InstanceChanged(InstanceKey instance, String before, String after) implements Entry {

        /** The same instance before and after the change. */
        public static InstanceChanged between(Instance before, Instance after) {
            return new InstanceChanged(
                    after.key(),
                    before.registration().status(),
                    after.registration().status());
        }
    }

    /** A code was issued with which a device can enrol for this instance. */
    record EnrolmentCodeIssued(InstanceKey instance) implements Entry {}

    /** An application's enrolment keys changed: {@code rotated}, {@code previous_revoked} or {@code revoked}. */
    record EnrolmentKeyChanged(ApplicationId application, String change) implements Entry {}

    /** The application's enrolment key made as many instances this hour as it may. It may have been stolen. */
    record EnrolmentsLimited(ApplicationId application) implements Entry {}

    /** The deployment's own check refused a device: with a code, that of this instance. */
    record DeviceRefused(ApplicationId application, Optional<InstanceId> instance) implements Entry {}

    /** The deployment's own check of a device failed, so that no device of the application enrols. */
    record EnrolmentCheckFailed(ApplicationId application) implements Entry {}

    /** A device enrolled with this key. */
    record DeviceEnrolled(InstanceKey instance, String keyId) implements Entry {}

    /** A device's key ended. */
    record DeviceKeyRevoked(InstanceKey instance, String keyId) implements Entry {}

    /** An application was stored; {@code before} is the fingerprint of its current statement until then. */
    record ApplicationStored(
            ApplicationId application, Optional<StatementFingerprint> before, StatementFingerprint after)
            implements Entry {}

    /** A revocation check ended; if it was not conclusive, {@code before} and {@code after} are the same. */
    record StatementChecked(
            ApplicationId application,
            StatementFingerprint statement,
            StatementStatus before,
            StatementStatus after,
            Optional<Evidence> evidence,
            boolean conclusive)
            implements Entry {}

    /**
     * A scheduled check of every application ended. The figures count current statements; the result for an older one
     * is in its own {@link StatementChecked}.
     *
     * @param undecided applications for whose statement the last check was not conclusive, or is too long ago
     * @param suspect applications whose statement is suspect
     * @param revoked applications whose statement is revoked
     */
    record ApplicationsChecked(long undecided, long suspect, long revoked) implements Entry {

        /**
         * @param applications every application, as stored after the check
         * @param since an application that was not checked after this is undecided
         */
        public static ApplicationsChecked of(List<Application> applications, Instant since) {
            List<StatementRecord> statements =
                    applications.stream().map(Application::currentStatement).toList();
            return new ApplicationsChecked(
                    count(statements, s -> !s.decided() || !s.lastCheckAt().isAfter(since)),
                    count(statements, s -> s.status() == StatementStatus.SUSPECT),
                    count(statements, StatementRecord::revoked));
        }

        private static long count(List<StatementRecord> statements, Predicate<StatementRecord> test) {
            return statements.stream().filter(test).count();
        }
    }

    /** How many of an application's instances have each status other than ACTIVE; a status without instances is absent. */
    record InstancesCounted(ApplicationId application, Map<String, Long> byStatus) implements Entry {
        public InstancesCounted {
            byStatus = Map.copyOf(byStatus);
        }
    }

    /**
     * A sweep ended: how many instances it queued, and whether it left due ones out because the queue was full or failed,
     * or because its time was over.
     */
    record Swept(int queued, boolean heldBack) implements Entry {}

    /** Calls to Adobe are stopped: so many of the latest ones were not answered, and so many were. */
    record BreakerOpened(long silent, long answered) implements Entry {}

    /** The one call that probed Adobe was not answered. */
    record BreakerStaysOpen() implements Entry {}

    /** Adobe answered a probe, and calls are made again; they were stopped for {@code open}. */
    record BreakerClosed(Duration open) implements Entry {}
}
