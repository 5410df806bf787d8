package io.claviger.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.simulation.Simulation.Outcome;
import io.claviger.core.simulation.Verdict.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A simulator that finds nothing proves nothing: each of these bugs is put in on purpose, and must be found. */
class MutationTest {
    private static final long MAX_SEEDS = 10_000;

    private static Map<String, Mutation> bugs() {
        Map<String, Mutation> bugs = new LinkedHashMap<>();
        bugs.put("a write to an instance has no condition", BrokenStores.writesHaveNoCondition());
        bugs.put("a write to an instance ignores its version", BrokenStores.versionsAreIgnored());
        bugs.put("a write to an application has no condition", BrokenStores.applicationsHaveNoCondition());
        bugs.put("the vault's create overwrites", BrokenStores.createOverwrites());
        bugs.put("what is discarded can not be recovered", BrokenStores.nothingIsRecoverable());
        bugs.put("leases are ignored", BrokenRefreshState.leasesAreIgnored());
        bugs.put("the lease is not checked when a token is stored", BrokenRefreshState.slowWriterWins());
        bugs.put("cool-downs are ignored", BrokenRefreshState.coolDownsAreIgnored());
        bugs.put("the same token again is no reason to wait", BrokenRefreshState.sameTokenIsNoReasonToWait());
        bugs.put("every report of a rejected token counts", BrokenRefreshState.everyReportCounts());
        bugs.put("invalid_client is answered by registering", BrokenCredentials.invalidClientIsAnsweredByRegistering());
        bugs.put("a failed refresh deletes the credentials", BrokenCredentials.failedRefreshDeletesTheCredentials());
        bugs.put("the secret is made before the intent", BrokenCredentials.secretIsMadeBeforeTheIntent());
        bugs.put("client id and secret are swapped", BrokenCredentials.idAndSecretAreSwapped());
        bugs.put("a lost answer is not written down", BrokenCredentials.possibleLossesAreNotWrittenDown());
        bugs.put("an outage is taken for a revocation", BrokenCalls.outageIsTakenForRevocation());
        bugs.put("an outage at register is taken for a good statement", BrokenCalls.silenceIsTakenForConsent());
        bugs.put("the check does not look at the register endpoint", BrokenCalls.checkDoesNotLookAtRegister());
        bugs.put("the check presents the real redirect URI", BrokenCalls.checkPresentsTheApplicationsOwnRedirectUri());
        bugs.put("tokens are believed to live 30 s longer", BrokenCalls.tokensAreBelievedToLiveLonger());
        bugs.put("nobody keeps a device's pace", BrokenCalls.nobodyKeepsThePace());
        bugs.put("the memory never expires", BrokenTimes.memoryNeverExpires());
        bugs.put("nobody waits for other processes' memories", BrokenTimes.nobodyWaitsForMemories());
        bugs.put("the refresh lease is shorter than a call", BrokenTimes.refreshLeaseIsShorterThanACall());
        bugs.put("the registration lease is shorter than a call", BrokenTimes.registrationLeaseIsShorterThanACall());
        bugs.put("the clocks of processes are taken to agree", BrokenTimes.clocksAreTakenToAgree());
        return bugs;
    }

    @Test
    void every_bug_put_in_on_purpose_is_found_within_ten_thousand_seeds() {
        Map<String, String> found = new ConcurrentHashMap<>();
        Map<String, Mutation> bugs = bugs();
        bugs.entrySet().parallelStream()
                .forEach(bug -> firstFailing(bug.getValue())
                        .ifPresent(outcome -> found.put(
                                bug.getKey(),
                                "%,8d  %s -> %s".formatted(outcome.seed() + 1, bug.getKey(), promises(outcome)))));
        System.out.println("\nBugs put in on purpose: seeds needed, bug -> promises broken");
        bugs.keySet().forEach(bug -> System.out.println(found.getOrDefault(bug, "NOT FOUND  " + bug)));
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.keySet());
    }

    private static Optional<Outcome> firstFailing(Mutation bug) {
        return LongStream.range(0, MAX_SEEDS)
                .mapToObj(seed -> new Simulation(seed, bug).run())
                .filter(outcome -> !outcome.violations().isEmpty())
                .findFirst();
    }

    private static String promises(Outcome outcome) {
        return outcome.violations().stream()
                .map(Violation::promise)
                .distinct()
                .map(Promise::name)
                .collect(Collectors.joining(", "));
    }
}
