package io.claviger.aws.journal;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes each entry as one line, which is its audit line and carries its metrics. */
public final class MetricsJournal implements Journal {
    private static final String OUTCOME = "Outcome";

    private final MetricLog log;

    public MetricsJournal(MetricLog log) {
        this.log = log;
    }

    @Override
    public void note(Entry entry) {
        log.write(
                switch (entry) {
                    case Entry.TokenVended vended ->
                        about("TokenVended", vended.instance())
                                .count(
                                        "TokensVended",
                                        "Source",
                                        vended.source().name().toLowerCase(Locale.ROOT))
                                .seconds("TokenAge", vended.age())
                                .seconds("TokenTimeLeft", vended.left());
                    case Entry.VendRefused refused ->
                        about("VendRefused", refused.instance()).count("VendsRefused", OUTCOME, refused.outcome());
                    case Entry.BookkeepingFailed failed ->
                        about("BookkeepingFailed", failed.instance())
                                .property("what", failed.what())
                                .property("reason", failed.reason());
                    case Entry.TokenRefreshed refreshed -> {
                        MetricLine line = about("TokenRefreshed", refreshed.instance())
                                .count("RefreshOutcome", OUTCOME, refreshed.outcome());
                        refreshed.lag().ifPresent(lag -> line.seconds("RefreshLag", lag));
                        yield line;
                    }
                    case Entry.RefreshPostponed postponed ->
                        about("RefreshPostponed", postponed.instance())
                                .property("by", postponed.by().toString())
                                .count("RefreshesPostponed", 1)
                                .count("RefreshesPostponedPastExpiry", postponed.pastExpiry() ? 1 : 0);
                    case Entry.TokenExpired expired ->
                        about("TokenExpired", expired.instance())
                                .property("ago", expired.ago().toString())
                                .count("TokensExpired", 1);
                    case Entry.CoolDownBegun begun ->
                        about("CoolDownBegun", begun.instance())
                                .property("failures", Integer.toString(begun.failures()))
                                .property("cool_down", begun.coolDown().toString())
                                .count("CoolDowns", 1);
                    case Entry.ClientMade made ->
                        about("ClientMade", made.instance())
                                .property("client_id", made.client().value())
                                .count("ClientsMade", 1);
                    case Entry.ClientLeftBehind left ->
                        about("ClientLeftBehind", left.instance())
                                .property("client_id", left.client().value())
                                .count("ClientsLeftBehind", 1);
                    case Entry.ClientPossiblyLeftBehind possible ->
                        about("ClientPossiblyLeftBehind", possible.instance())
                                .property("attempt", possible.attempt())
                                .property("reason", possible.reason())
                                .count("ClientsPossiblyLeftBehind", 1);
                    case Entry.ClientSalvaged salvaged ->
                        about("ClientSalvaged", salvaged.instance())
                                .property("client_id", salvaged.client().value())
                                .count("ClientsSalvaged", 1);
                    case Entry.SealBroken broken ->
                        about("SealBroken", broken.instance())
                                .property("what", broken.what())
                                .count("SealsBroken", 1);
                    case Entry.ProbeStopped(var application) ->
                        new MetricLine("ProbeStopped")
                                .property("application", application.value())
                                .count("ProbesStopped", 1);
                    case Entry.QuarantineHeldBack held ->
                        about("QuarantineHeldBack", held.instance()).count("QuarantinesHeldBack", 1);
                    case Entry.InstanceChanged changed ->
                        about("InstanceChanged", changed.instance())
                                .property("before", changed.before())
                                .property("after", changed.after())
                                .count("InstancesChanged", "Status", changed.after());
                    case Entry.EnrolmentCodeIssued issued -> about("EnrolmentCodeIssued", issued.instance());
                    case Entry.EnrolmentKeyChanged(var application, String change) ->
                        new MetricLine("EnrolmentKeyChanged")
                                .property("application", application.value())
                                .property("change", change);
                    case Entry.EnrolmentsLimited(var application) ->
                        new MetricLine("EnrolmentsLimited")
                                .property("application", application.value())
                                .count("EnrolmentsLimited", 1);
                    case Entry.DeviceRefused(var application, var instance) -> {
                        MetricLine line = new MetricLine("DeviceRefused").property("application", application.value());
                        instance.ifPresent(id -> line.property("instance", id.value()));
                        yield line.count("DevicesRefused", 1);
                    }
                    case Entry.EnrolmentCheckFailed(var application) ->
                        new MetricLine("EnrolmentCheckFailed")
                                .property("application", application.value())
                                .count("EnrolmentChecksFailed", 1);
                    case Entry.DeviceEnrolled enrolled ->
                        about("DeviceEnrolled", enrolled.instance()).property("key_id", enrolled.keyId());
                    case Entry.DeviceKeyRevoked revoked ->
                        about("DeviceKeyRevoked", revoked.instance()).property("key_id", revoked.keyId());
                    case Entry.ApplicationStored stored -> {
                        MetricLine line = new MetricLine("ApplicationStored")
                                .property("application", stored.application().value());
                        stored.before().ifPresent(before -> line.property("before", before.hex()));
                        yield line.property("after", stored.after().hex());
                    }
                    case Entry.StatementChecked checked -> checked(checked);
                    case Entry.ApplicationsChecked(long undecided, long suspect, long revoked) ->
                        new MetricLine("ApplicationsChecked")
                                .count("ApplicationsUndecided", undecided)
                                .count("StatementsSuspect", suspect)
                                .count("StatementsRevoked", revoked);
                    case Entry.InstancesCounted(ApplicationId application, Map<String, Long> byStatus) -> {
                        MetricLine line =
                                new MetricLine("InstancesCounted").property("application", application.value());
                        for (String status : List.of("REGISTERING", "SUSPECT", "QUARANTINED", "DEREGISTERED")) {
                            line.property(
                                    status.toLowerCase(Locale.ROOT), Long.toString(byStatus.getOrDefault(status, 0L)));
                        }
                        yield line;
                    }
                    case Entry.BreakerOpened(long silent, long answered) ->
                        new MetricLine("BreakerOpened")
                                .property("silent", Long.toString(silent))
                                .property("answered", Long.toString(answered))
                                .count("BreakerOpen", 1);
                    case Entry.BreakerStaysOpen _ -> new MetricLine("BreakerStaysOpen").count("BreakerOpen", 1);
                    case Entry.BreakerClosed(Duration open) ->
                        new MetricLine("BreakerClosed")
                                .property("open", open.toString())
                                .count("BreakerOpen", 0);
                    case Entry.Swept swept ->
                        new MetricLine("Swept")
                                .count("SweepQueued", swept.queued())
                                .count("SweepHeldBack", swept.heldBack() ? 1 : 0);
                });
    }

    private static MetricLine about(String entry, InstanceKey instance) {
        return new MetricLine(entry).property("instance", instance.toString());
    }

    private static MetricLine checked(Entry.StatementChecked checked) {
        MetricLine line = new MetricLine("StatementChecked")
                .property("application", checked.application().value())
                .property("statement", checked.statement().hex())
                .property("before", checked.before().name())
                .property("after", checked.after().name());
        checked.evidence()
                .ifPresent(evidence -> line.property("evidence_where", evidence.where())
                        .property("evidence_code", evidence.code())
                        .property("evidence_seen_at", evidence.seenAt().toString()));
        line.count("RevocationChecks", OUTCOME, checked.conclusive() ? "conclusive" : "inconclusive");
        // A check of one statement may raise an alarm at once. Only a check of all statements may end it.
        if (checked.after() == StatementStatus.SUSPECT) {
            line.count("StatementsSuspect", 1);
        }
        if (checked.after() == StatementStatus.REVOKED && checked.before() != StatementStatus.REVOKED) {
            line.count("StatementsRevoked", 1);
        }
        return line;
    }
}
