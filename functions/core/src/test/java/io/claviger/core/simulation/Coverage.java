package io.claviger.core.simulation;

import io.claviger.core.instance.Instance;
import io.claviger.core.journal.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the states that a run reaches: an invariant that is never exercised proves nothing. */
final class Coverage {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String state) {
        counts.merge(state, 1L, Long::sum);
    }

    void transition(Optional<Instance> before, Instance after) {
        String was = before.map(instance -> instance.registration().status()).orElse("NONE");
        String is = after.registration().status();
        if (!was.equals(is)) {
            count("instance " + was + " -> " + is);
        }
    }

    void entry(Entry entry) {
        switch (entry) {
            case Entry.TokenVended(var _, var source, var _, var _) -> count("vended from " + source);
            case Entry.TokenRefreshed(var _, String result, var _) -> count("refresh " + result);
            case Entry.ClientPossiblyLeftBehind(var _, var _, String reason) ->
                count("client possibly left behind: " + reason);
            case Entry.RefreshPostponed(var _, var _, boolean pastExpiry) ->
                count(pastExpiry ? "refresh postponed past the expiry" : "refresh postponed");
            case Entry.TokenExpired _ -> count("token expired unrefreshed");
            case Entry.BookkeepingFailed(var _, String what, var _) -> count("token vended, but failed: " + what);
            case Entry.ClientSalvaged _ -> count("client salvaged");
            case Entry.ProbeStopped _ -> count("probe stopped");
            case Entry.QuarantineHeldBack _ -> count("quarantine held back");
            case Entry.BreakerOpened _ -> count("breaker opened");
            case Entry.BreakerStaysOpen _ -> count("breaker stays open");
            case Entry.BreakerClosed _ -> count("breaker closed");
            case Entry.EnrolmentCodeIssued _ -> count("enrolment code issued");
            case Entry.EnrolmentKeyChanged(var _, String change) -> count("enrolment key " + change);
            case Entry.EnrolmentsLimited _ -> count("enrolments limited");
            case Entry.DeviceRefused _ -> count("device refused");
            case Entry.EnrolmentCheckFailed _ -> count("enrolment check failed");
            case Entry.DeviceEnrolled _ -> count("device enrolled");
            case Entry.DeviceKeyRevoked _ -> count("device key revoked");
            case Entry.Swept(int _, boolean heldBack) -> count(heldBack ? "sweep held back" : "sweep");
            case Entry.VendRefused _,
                    Entry.CoolDownBegun _,
                    Entry.ClientMade _,
                    Entry.ClientLeftBehind _,
                    Entry.SealBroken _,
                    Entry.InstanceChanged _,
                    Entry.ApplicationStored _,
                    Entry.StatementChecked _,
                    Entry.ApplicationsChecked _,
                    Entry.InstancesCounted _ -> {}
        }
    }

    Map<String, Long> counts() {
        return counts;
    }
}
