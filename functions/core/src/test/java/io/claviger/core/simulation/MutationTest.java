package io.claviger.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.simulation.InvariantChecker.Violation;
import io.claviger.core.simulation.Simulation.RunResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Mutation testing of the simulator: it finds each of these bugs. */
class MutationTest {
    private static final long MAX_SEEDS = 10_000;

    private static Map<String, Mutation> bugs() {
        Map<String, Mutation> bugs = new LinkedHashMap<>();
        bugs.put("a write to an instance has no condition", StoreMutations.writesHaveNoCondition());
        bugs.put("a write to an instance ignores its version", StoreMutations.versionsAreIgnored());
        bugs.put("a repeated write is taken for refused", StoreMutations.repeatedWriteIsTakenForRefused());
        bugs.put("a write to an application has no condition", StoreMutations.applicationsHaveNoCondition());
        bugs.put("quarantines are not counted", StoreMutations.quarantinesAreNotCounted());
        bugs.put("the vault's create overwrites", StoreMutations.createOverwrites());
        bugs.put("discarded credentials cannot be restored", StoreMutations.nothingIsRecoverable());
        bugs.put("a move discards the old copy first", MoveMutations.oldCopyIsDiscardedFirst());
        bugs.put("a move leaves the old copy behind", MoveMutations.oldCopyStays());
        bugs.put("Secrets Manager is read before the table", MoveMutations.secretsManagerIsReadFirst());
        bugs.put("leases are ignored", RefreshStateMutations.leasesAreIgnored());
        bugs.put("the lease is not checked when a token is stored", RefreshStateMutations.slowWriterWins());
        bugs.put("cool-downs are ignored", RefreshStateMutations.coolDownsAreIgnored());
        bugs.put("the same token again starts no wait", RefreshStateMutations.sameTokenStartsNoWait());
        bugs.put("stale tokens are not read", RefreshStateMutations.staleTokensAreNotRead());
        bugs.put("every report of a rejected token counts", RefreshStateMutations.everyReportCounts());
        bugs.put(
                "invalid_client is answered by registering",
                CredentialMutations.invalidClientIsAnsweredByRegistering());
        bugs.put("a failed refresh deletes the credentials", CredentialMutations.failedRefreshDeletesTheCredentials());
        bugs.put(
                "the client is registered before the intent is stored",
                CredentialMutations.clientIsRegisteredBeforeTheIntentIsStored());
        bugs.put("a client is registered before a sample is sealed", CredentialMutations.sampleIsNotSealed());
        bugs.put("a new client is salvaged once at most", CredentialMutations.salvageIsTriedOnce());
        bugs.put(
                "credentials that are gone are taken for an outage",
                CredentialMutations.absentCredentialsAreTakenForAnOutage());
        bugs.put("the end of the invocation is ignored", SettingsMutations.deadlinesAreIgnored());
        bugs.put("an adopted client counts as proved", CredentialMutations.adoptedClientCountsAsProved());
        bugs.put("client id and secret are swapped", CredentialMutations.idAndSecretAreSwapped());
        bugs.put("a lost answer is not recorded", CredentialMutations.possibleLossIsNotRecorded());
        bugs.put("an outage is taken for a revocation", CallMutations.outageIsTakenForRevocation());
        bugs.put(
                "an outage at register is taken for a good statement",
                CallMutations.outageAtRegisterIsTakenForGoodStatement());
        bugs.put("the check skips the register endpoint", CallMutations.checkSkipsRegister());
        bugs.put("the check presents the real redirect URI", CallMutations.checkPresentsRealRedirectUri());
        bugs.put("a check does not renew its lease", CheckMutations.leaseIsNotRenewed());
        bugs.put("a lost canary is not replaced", CheckMutations.lostCanariesAreNotReplaced());
        bugs.put("a probe that makes clients never stops", CheckMutations.probeNeverStops());
        bugs.put("a changed redirect URI is stored unproved", CheckMutations.redirectUrisAreNotProved());
        bugs.put("failed proofs are forgotten", CheckMutations.failedProofsAreForgotten());
        bugs.put("tokens are believed to live 30 s longer", CallMutations.tokensAreBelievedToLiveLonger());
        bugs.put("a device's pace is ignored", CallMutations.pacingIsIgnored());
        bugs.put("checks ignore their pace", CallMutations.checksIgnoreTheirPace());
        bugs.put("a new device header replaces the proved one", StoreMutations.provedHeadersAreReplaced());
        bugs.put("renewals take Adobe's whole rate", CallMutations.backgroundTakesTheWholeRate());
        bugs.put("a renewal without a turn stays due", CallMutations.placesAreNow());
        bugs.put("the token cache never expires", SettingsMutations.cacheNeverExpires());
        bugs.put("the expiry of other processes' caches is not awaited", SettingsMutations.cacheExpiryIsNotAwaited());
        bugs.put("a status is remembered too long", StoreMutations.statusesAreRememberedTooLong());
        bugs.put("a refusal is confirmed at once", SettingsMutations.confirmationsAreNotDelayed());
        bugs.put("the breaker never closes", BreakerMutations.breakerNeverCloses());
        bugs.put("every call may probe an open breaker", BreakerMutations.everyCallMayProbe());
        bugs.put("answers open the breaker", BreakerMutations.answersOpenTheBreaker());
        bugs.put("the refresh lease is shorter than a call", SettingsMutations.refreshLeaseIsShorterThanACall());
        bugs.put(
                "the registration lease is shorter than a call",
                SettingsMutations.registrationLeaseIsShorterThanACall());
        bugs.put("an enrolment code is not used up", EnrolmentMutations.codesAreNotUsedUp());
        bugs.put("a token is stored without device keys", EnrolmentMutations.tokensAreStoredWithoutDeviceKeys());
        bugs.put("a process remembers device keys", EnrolmentMutations.deviceKeysAreRemembered());
        bugs.put("the clocks of processes are taken to agree", SettingsMutations.clocksAreTakenToAgree());
        return bugs;
    }

    @Test
    void every_mutation_is_found_within_ten_thousand_seeds() {
        Map<String, String> found = new ConcurrentHashMap<>();
        Map<String, Mutation> bugs = bugs();
        bugs.entrySet().parallelStream()
                .forEach(bug -> firstFailing(bug.getValue())
                        .ifPresent(result -> found.put(
                                bug.getKey(),
                                "%,8d  %s -> %s".formatted(result.seed() + 1, bug.getKey(), invariants(result)))));
        System.out.println("\nMutations: seeds needed, mutation -> violated invariants");
        bugs.keySet().forEach(bug -> System.out.println(found.getOrDefault(bug, "NOT FOUND  " + bug)));
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.keySet());
    }

    private static Optional<RunResult> firstFailing(Mutation bug) {
        return LongStream.range(0, MAX_SEEDS)
                .mapToObj(seed -> new Simulation(seed, bug).run())
                .filter(result -> !result.violations().isEmpty())
                .findFirst();
    }

    private static String invariants(RunResult result) {
        return result.violations().stream()
                .map(Violation::invariant)
                .distinct()
                .map(Invariant::name)
                .collect(Collectors.joining(", "));
    }
}
