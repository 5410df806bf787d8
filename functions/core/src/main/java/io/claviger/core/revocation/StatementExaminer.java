package io.claviger.core.revocation;

import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.ports.Platform;
import io.claviger.core.revocation.Canary.CanaryRegistration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Probes one statement at every endpoint, and concludes whether it is revoked. */
final class StatementExaminer {
    /** How old a canary must be before a revoked statement gets a new one: each stays at the authorization server. */
    private static final Duration CANARY_INTERVAL = Duration.ofDays(1);

    /**
     * How long after a refusal the same is asked again: one wrong answer, or one replica that lags behind, revokes no
     * statement. If another endpoint refuses the canary, too, the registration endpoint is asked again at once: Adobe may
     * have removed the canary alone.
     */
    private static final Duration CONFIRMATION_DELAY = Duration.ofSeconds(10);

    private final CanaryStore canaries;
    private final Canary canary;
    private final Identifiers identifiers;
    private final Pause pause;
    private final InstantSource clock;

    StatementExaminer(CanaryStore canaries, Canary canary, Platform platform) {
        this.canaries = canaries;
        this.canary = canary;
        this.identifiers = platform.identifiers();
        this.pause = platform.pause();
        this.clock = platform.clock();
    }

    CheckResult examine(CheckedStatement checked) {
        Optional<ClientWithSecret> client = canaries.find(checked.canary());
        ProbeResult byClient =
                client.map(known -> canary.probe(known.credentials(), checked)).orElseGet(ProbeResult.Unknown::new);
        return switch (canary.probeStatement(checked)) {
            case ProbeResult.Refused(Evidence evidence) ->
                checked.before().revoked()
                        ? new CheckResult.Revoked(evidence)
                        : presentAgain(checked, evidence, client, byClient);
            case ProbeResult.Good good -> judge(checked, client, byClient, good);
            case ProbeResult.Unknown unknown -> judge(checked, client, byClient, unknown);
        };
    }

    private CheckResult presentAgain(
            CheckedStatement checked, Evidence evidence, Optional<ClientWithSecret> client, ProbeResult byClient) {
        CheckResult suspicion = new CheckResult.Suspect(evidence);
        checked.suspicions().accept(suspicion);
        if (!(byClient instanceof ProbeResult.Refused)) {
            pause.pause(CONFIRMATION_DELAY);
        }
        return switch (canary.probeStatement(checked)) {
            case ProbeResult.Refused(Evidence latest) -> new CheckResult.Revoked(latest);
            case ProbeResult.Good good -> judge(checked, client, byClient, good);
            case ProbeResult.Unknown _ -> suspicion;
        };
    }

    /** @param byStatement good or unknown */
    private CheckResult judge(
            CheckedStatement checked,
            Optional<ClientWithSecret> client,
            ProbeResult byClient,
            ProbeResult byStatement) {
        if (client.isEmpty()) {
            return byStatement instanceof ProbeResult.Good ? replaceLost(checked) : new CheckResult.Inconclusive();
        }
        // Only an answer from every endpoint clears a suspicion: a silent endpoint might refuse.
        return switch (byClient) {
            case ProbeResult.Good(boolean serviceProviderProven)
            when checked.before().active() || byStatement instanceof ProbeResult.Good ->
                new CheckResult.Active(serviceProviderProven);
            case ProbeResult.Good _, ProbeResult.Unknown _ -> new CheckResult.Inconclusive();
            case ProbeResult.Refused(Evidence evidence) -> suspect(checked, evidence, client.get(), byStatement);
        };
    }

    /** Nothing but a new canary can show what the token endpoint and the protected API say of the statement. */
    private CheckResult replaceLost(CheckedStatement checked) {
        CheckResult undecided = new CheckResult.Inconclusive();
        if (!canaries.isLost(checked.canary())) {
            return undecided;
        }
        // A salvaged canary may have been stored a moment ago, and not be visible yet.
        pause.pause(CONFIRMATION_DELAY);
        if (canaries.find(checked.canary()).isPresent()) {
            return undecided;
        }
        canaries.proveThatItCanBeKept();
        String attemptId = identifiers.next();
        canaries.takeOver(checked.canary(), attemptId, checked.application().redirectUri());
        return switch (registerOrConfirm(checked, attemptId)) {
            case CanaryRegistration.Refused(Evidence refusal) -> new CheckResult.Revoked(refusal);
            case CanaryRegistration.Unknown _ -> undecided;
            case CanaryRegistration.Registered(ClientWithSecret fresh) ->
                canaries.create(checked.canary(), fresh, attemptId) ? probeFresh(checked, fresh, undecided) : undecided;
        };
    }

    /** The canary was refused. A new client shows whether the statement is to blame or the old client alone. */
    private CheckResult suspect(
            CheckedStatement checked, Evidence evidence, ClientWithSecret client, ProbeResult byStatement) {
        boolean revoked = checked.before().revoked();
        boolean goodAtRegister = byStatement instanceof ProbeResult.Good;
        if (revoked && !(goodAtRegister && newClientTellsMore(checked.before(), client))) {
            return new CheckResult.Inconclusive();
        }
        CheckResult suspicion = revoked ? new CheckResult.Inconclusive() : new CheckResult.Suspect(evidence);
        checked.suspicions().accept(suspicion);
        String attemptId = identifiers.next();
        canaries.takeOver(checked.canary(), attemptId, checked.application().redirectUri());
        return switch (registerOrConfirm(checked, attemptId)) {
            case CanaryRegistration.Refused(Evidence refusal) -> new CheckResult.Revoked(refusal);
            case CanaryRegistration.Unknown _ -> suspicion;
            case CanaryRegistration.Registered(ClientWithSecret fresh) ->
                canaries.replace(checked.canary(), fresh, attemptId, client)
                        ? probeFresh(checked, fresh, suspicion)
                        : suspicion;
        };
    }

    /** A refusal is asked for twice: Adobe may have removed the old canary, or it is lost, and then this is the only one. */
    private CanaryRegistration registerOrConfirm(CheckedStatement checked, String attemptId) {
        CanaryRegistration registration = canary.register(checked, attemptId);
        if (!(registration instanceof CanaryRegistration.Refused)
                || checked.before().revoked()) {
            return registration;
        }
        pause.pause(CONFIRMATION_DELAY);
        return canary.register(checked, attemptId);
    }

    /** @param undecided the result if Adobe does not answer */
    private CheckResult probeFresh(CheckedStatement checked, ClientWithSecret fresh, CheckResult undecided) {
        return switch (canary.probe(fresh.credentials(), checked)) {
            case ProbeResult.Good(boolean serviceProviderProven) -> new CheckResult.Active(serviceProviderProven);
            case ProbeResult.Refused(Evidence refusal) ->
                checked.before().revoked()
                        ? new CheckResult.Revoked(refusal)
                        : probeFreshAgain(checked, fresh, new CheckResult.Suspect(refusal));
            case ProbeResult.Unknown _ -> undecided;
        };
    }

    /** A new client may be unknown for some seconds to a replica of the authorization server. */
    private CheckResult probeFreshAgain(CheckedStatement checked, ClientWithSecret fresh, CheckResult suspicion) {
        checked.suspicions().accept(suspicion);
        pause.pause(CONFIRMATION_DELAY);
        return switch (canary.probe(fresh.credentials(), checked)) {
            case ProbeResult.Good(boolean serviceProviderProven) -> new CheckResult.Active(serviceProviderProven);
            case ProbeResult.Refused(Evidence latest) -> new CheckResult.Revoked(latest);
            case ProbeResult.Unknown _ -> suspicion;
        };
    }

    /**
     * A canary that was refused as a new client stays for a day; then it is replaced, because Adobe may have
     * removed it while the statement was revoked.
     */
    private boolean newClientTellsMore(StatementRecord statement, ClientWithSecret client) {
        boolean refusedAtRegister = statement
                .evidence()
                .filter(why -> why.where().equals("register"))
                .isPresent();
        boolean recent = client.issuedAt()
                .filter(at -> at.plus(CANARY_INTERVAL).isAfter(clock.instant()))
                .isPresent();
        return refusedAtRegister || !recent;
    }
}
