package io.claviger.core.revocation;

import io.claviger.core.Identifiers;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Stores;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.CredentialVault.WriteResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Probes one statement at every endpoint, and concludes whether it is revoked. */
final class StatementExaminer {
    /** How old a canary must be before a revoked statement gets a new one: each stays at the authorization server. */
    private static final Duration CANARY_INTERVAL = Duration.ofDays(1);

    private final Instances instances;
    private final CredentialVault vault;
    private final Canary canary;
    private final Journal journal;
    private final Identifiers identifiers;
    private final InstantSource clock;

    StatementExaminer(Stores stores, Canary canary, Journal journal, Platform platform) {
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.canary = canary;
        this.journal = journal;
        this.identifiers = platform.identifiers();
        this.clock = platform.clock();
    }

    /** @param suspicions receives a suspicion before the statement is examined further */
    CheckResult examine(CheckedStatement checked, Consumer<CheckResult> suspicions) {
        Optional<ClientRegistration> client = switch (vault.find(checked.canary())) {
            case StoredCredentials.Present(ClientRegistration stored) -> Optional.of(stored);
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ -> Optional.empty();
            case StoredCredentials.Unreadable(StorageFailure failure) -> throw failure.asException();
        };
        ProbeResult byClient =
                client.map(known -> canary.probe(known.credentials(), checked)).orElseGet(ProbeResult.Unknown::new);
        ProbeResult byStatement = canary.probeStatement(checked);
        if (byStatement instanceof ProbeResult.Refused(Evidence evidence)) {
            return new CheckResult.Revoked(evidence);
        }
        // Only an answer from every endpoint clears a suspicion: a silent endpoint might refuse.
        return switch (byClient) {
            case ProbeResult.Good(boolean proven)
            when checked.state().status() == StatementStatus.ACTIVE || byStatement instanceof ProbeResult.Good ->
                new CheckResult.Active(proven);
            case ProbeResult.Good _, ProbeResult.Unknown _ -> new CheckResult.Inconclusive();
            case ProbeResult.Refused(Evidence evidence) -> suspect(checked, evidence, client, byStatement, suspicions);
        };
    }

    /** The canary was refused. A new client shows whether the statement is to blame or the old client alone. */
    private CheckResult suspect(
            CheckedStatement checked,
            Evidence evidence,
            Optional<ClientRegistration> client,
            ProbeResult byStatement,
            Consumer<CheckResult> suspicions) {
        boolean revoked = checked.state().revoked();
        boolean goodAtRegister = byStatement instanceof ProbeResult.Good;
        if (revoked && !(goodAtRegister && newClientTellsMore(checked.state(), client))) {
            return new CheckResult.Inconclusive();
        }
        CheckResult suspicion = revoked ? new CheckResult.Inconclusive() : new CheckResult.Suspect(evidence);
        suspicions.accept(suspicion);
        String attemptId = identifiers.next();
        return switch (canary.register(checked, attemptId)) {
            case Canary.CanaryRegistration.Refused(Evidence refusal) -> new CheckResult.Revoked(refusal);
            case Canary.CanaryRegistration.Unknown _ -> suspicion;
            case Canary.CanaryRegistration.Registered(ClientRegistration fresh) ->
                replace(checked, client, fresh, attemptId, suspicion);
        };
    }

    private CheckResult replace(
            CheckedStatement checked,
            Optional<ClientRegistration> client,
            ClientRegistration fresh,
            String attemptId,
            CheckResult suspicion) {
        WriteResult written = client.map(old -> vault.replace(
                        checked.canary(), fresh, attemptId, old.credentials().clientId()))
                .orElseGet(() -> vault.create(checked.canary(), fresh, attemptId));
        return switch (written) {
            case WriteResult.Stored _ -> probe(checked, fresh, suspicion);
            case WriteResult.Refused _ -> {
                journal.note(new Entry.ClientLeftBehind(
                        checked.canary(), fresh.credentials().clientId()));
                yield suspicion;
            }
            case WriteResult.Failed(StorageFailure failure) -> throw failure.asException();
        };
    }

    private CheckResult probe(CheckedStatement checked, ClientRegistration fresh, CheckResult suspicion) {
        instances.update(checked.canary(), canary -> Optional.of(canary.with(new Registration.Active(fresh.client()))));
        return switch (canary.probe(fresh.credentials(), checked)) {
            case ProbeResult.Good(boolean proven) -> new CheckResult.Active(proven);
            case ProbeResult.Refused(Evidence refusal) -> new CheckResult.Revoked(refusal);
            case ProbeResult.Unknown _ -> suspicion;
        };
    }

    /**
     * A canary that was refused as a new client stays for a day; then it is replaced, because Adobe may have
     * removed it while the statement was revoked.
     */
    private boolean newClientTellsMore(Statement statement, Optional<ClientRegistration> client) {
        boolean refusedAtRegister = statement
                .evidence()
                .filter(why -> why.where().equals("register"))
                .isPresent();
        return refusedAtRegister
                || client.filter(known -> known.issuedAt().plus(CANARY_INTERVAL).isAfter(clock.instant()))
                        .isEmpty();
    }
}
