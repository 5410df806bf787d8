package io.claviger.core.revocation;

import io.claviger.core.Identifiers;
import io.claviger.core.application.Application;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at one statement from all sides, and comes to a verdict. */
final class StatementExaminer {
    /** How often a revoked statement that may still be presented is tried with a new client, which stays upstream. */
    private static final Duration BETWEEN_CANARIES = Duration.ofDays(1);

    private final Instances instances;
    private final CredentialVault vault;
    private final Canary canary;
    private final Journal journal;
    private final Identifiers identifiers;
    private final InstantSource clock;

    StatementExaminer(
            Instances instances,
            CredentialVault vault,
            Canary canary,
            Journal journal,
            Identifiers identifiers,
            InstantSource clock) {
        this.instances = instances;
        this.vault = vault;
        this.canary = canary;
        this.journal = journal;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    /** @param suspects told of a suspicion as soon as there is one, before it is looked into */
    Verdict judge(
            Application application,
            Statement statement,
            SoftwareStatement secret,
            Optional<ServiceProvider> serviceProvider,
            Consumer<Verdict> suspects) {
        return new Case(application, statement, secret, serviceProvider, suspects).judge();
    }

    /** One statement under examiner. */
    private final class Case {
        private final Application application;
        private final Statement statement;
        private final SoftwareStatement secret;
        private final InstanceKey key;
        private final Optional<ServiceProvider> serviceProvider;
        private final Consumer<Verdict> suspects;

        Case(
                Application application,
                Statement statement,
                SoftwareStatement secret,
                Optional<ServiceProvider> serviceProvider,
                Consumer<Verdict> suspects) {
            this.application = application;
            this.statement = statement;
            this.secret = secret;
            this.key = InstanceKey.canaryOf(application.id(), statement.fingerprint());
            this.serviceProvider = serviceProvider;
            this.suspects = suspects;
        }

        Verdict judge() {
            Optional<ClientRegistration> held = switch (vault.find(key)) {
                case StoredCredentials.Present(ClientRegistration client) -> Optional.of(client);
                case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ -> Optional.empty();
            };
            ProbeResult sung = held.map(client -> canary.probe(client.credentials(), statement, serviceProvider))
                    .orElseGet(ProbeResult.Unknown::new);
            ProbeResult presented = canary.present(secret, application.id());
            if (presented instanceof ProbeResult.Refused(Evidence evidence)) {
                return new Verdict.Revoked(evidence);
            }
            // A suspicion is cleared only by an answer from every endpoint: the silent one may be the one that refuses.
            return switch (sung) {
                case ProbeResult.Good(boolean proven)
                when statement.status() == StatementStatus.ACTIVE || presented instanceof ProbeResult.Good ->
                    new Verdict.Active(proven);
                case ProbeResult.Good _, ProbeResult.Unknown _ -> new Verdict.None();
                case ProbeResult.Refused(Evidence evidence) -> suspect(evidence, held, presented);
            };
        }

        /** The canary was refused. Whether the statement or only its client is to blame, a new client shows. */
        private Verdict suspect(Evidence evidence, Optional<ClientRegistration> held, ProbeResult presented) {
            if (statement.revoked() && !(presented instanceof ProbeResult.Good && newClientMayTellMore(held))) {
                return new Verdict.None();
            }
            Verdict suspicion = statement.revoked() ? new Verdict.None() : new Verdict.Suspect(evidence);
            suspects.accept(suspicion);
            String attemptId = identifiers.next();
            return switch (canary.register(secret, application.redirectUri(), key, attemptId)) {
                case Canary.CanaryRegistration.Refused(Evidence refusal) -> new Verdict.Revoked(refusal);
                case Canary.CanaryRegistration.Unknown _ -> suspicion;
                case Canary.CanaryRegistration.Registered(ClientRegistration fresh) ->
                    succeed(held, fresh, attemptId, suspicion);
            };
        }

        private Verdict succeed(
                Optional<ClientRegistration> held, ClientRegistration fresh, String attemptId, Verdict suspicion) {
            boolean stored = held.map(old -> vault.replace(
                            key, fresh, attemptId, old.credentials().clientId()))
                    .orElseGet(() -> vault.create(key, fresh, attemptId));
            if (!stored) {
                journal.note(new Entry.ClientLeftBehind(key, fresh.credentials().clientId()));
                return suspicion;
            }
            instances.update(key, canary -> Optional.of(canary.with(new Registration.Active(fresh.client()))));
            return switch (canary.probe(fresh.credentials(), statement, serviceProvider)) {
                case ProbeResult.Good(boolean proven) -> new Verdict.Active(proven);
                case ProbeResult.Refused(Evidence refusal) -> new Verdict.Revoked(refusal);
                case ProbeResult.Unknown _ -> suspicion;
            };
        }

        /**
         * If even a new client was refused before, that one goes on being the canary; but not for ever, since it may have been
         * removed upstream while its statement was revoked.
         */
        private boolean newClientMayTellMore(Optional<ClientRegistration> held) {
            boolean refusedAtRegister = statement
                    .evidence()
                    .filter(why -> why.where().equals("register"))
                    .isPresent();
            return refusedAtRegister
                    || held.filter(client ->
                                    client.issuedAt().plus(BETWEEN_CANARIES).isAfter(clock.instant()))
                            .isEmpty();
        }
    }
}
