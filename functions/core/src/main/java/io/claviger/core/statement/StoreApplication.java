package io.claviger.core.statement;

import io.claviger.core.Poller;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements.StoredStatement;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.FailedProofs;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.registration.ClientRegistrar;
import io.claviger.core.registration.LateSecret;
import io.claviger.core.registration.RegistrationAttempt;
import io.claviger.core.registration.RegistrationAttempt.AttemptResult;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.statement.StatementProbe.StatementAnswer;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Stores an application once its statement is proved. A new statement is proved by the registration of its canary, the
 * client through which Claviger watches the statement. An earlier statement is proved by presenting it again, unless it
 * is the current one and active. A statement that is refused, or cannot be proved now, is not stored. A new statement
 * serves new registrations only.
 */
public final class StoreApplication {
    private final Applications applications;
    private final Instances instances;
    private final CredentialVault vault;
    private final LateSecret lateSecret;
    private final ClientRegistrar registrar;
    private final StatementProbe probe;
    private final ApplicationKeeper keeper;
    private final FailedProofs<StoreResult> failedProofs;
    private final Journal journal;
    private final RegistrationPolicy policy;
    private final RegistrationAttempt.Factory attempts;
    private final Poller poller;
    private final InstantSource clock;

    public StoreApplication(
            Stores stores,
            Signals signals,
            ClientRegistrar registrar,
            AuthorizationServer authorizationServer,
            StatementProbe probe,
            FailedProofs<StoreResult> failedProofs,
            RegistrationPolicy policy,
            Platform platform) {
        this.applications = stores.applications();
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.lateSecret = new LateSecret(vault, policy, platform);
        this.registrar = registrar;
        this.probe = probe;
        this.keeper = new ApplicationKeeper(stores, signals, authorizationServer, platform.clock());
        this.failedProofs = failedProofs;
        this.journal = signals.journal();
        this.policy = policy;
        this.attempts = new RegistrationAttempt.Factory(policy, platform.identifiers(), platform.clock());
        this.poller = new Poller(platform.pause(), platform.clock());
        this.clock = platform.clock();
    }

    public StoreResult store(StoreApplicationCommand command) {
        Proof proof = new Proof(command.id(), command.statement(), command.redirectUri());
        return failedProofs
                .during(proof)
                .orElseGet(() -> remember(
                        proof,
                        poller.until(policy.maxWait(), policy.poll(), () -> prove(command))
                                .orElseGet(StoreResult.InProgress::new)));
    }

    /** What is proved before an application is stored. */
    private record Proof(ApplicationId id, SoftwareStatement statement, Optional<RedirectUri> redirectUri) {}

    private StoreResult remember(Proof proof, StoreResult result) {
        return switch (result) {
            case StoreResult.StatementRefused _, StoreResult.RedirectUriRefused _, StoreResult.TokenRefused _ ->
                failedProofs.failed(proof, Optional.empty(), _ -> result);
            case StoreResult.Unavailable(CallFailure.Upstream upstream, var _) ->
                failedProofs.failed(
                        proof, Optional.of(upstream), until -> new StoreResult.Unavailable(upstream, until));
            case StoreResult.Created _, StoreResult.Updated _ -> {
                failedProofs.succeeded(proof);
                yield result;
            }
            case StoreResult.Unavailable _, StoreResult.InProgress _ -> result;
        };
    }

    /** Empty while another process's work has to be waited for. */
    private Optional<StoreResult> prove(StoreApplicationCommand command) {
        InstanceKey canary =
                InstanceKey.canaryOf(command.id(), command.statement().fingerprint());
        Optional<Instance> known = instances.find(canary);
        if (known.isEmpty()) {
            return registerFirst(command, canary);
        }
        return switch (known.get().registration()) {
            case Registration.Unregistered _ -> replaceLost(command, known.get(), attempts.ended());
            case Attempt live when clock.instant().isBefore(live.leaseUntil()) -> Optional.empty();
            case Attempt abandoned -> replaceLost(command, known.get(), abandoned);
            case Registration.Active _,
                    Registration.Suspect _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> withKnownClient(command, known.get());
        };
    }

    /** Without an item, the vault may hold a client all the same. It proves no other redirect URI than the stored one. */
    private Optional<StoreResult> registerFirst(StoreApplicationCommand command, InstanceKey canary) {
        return switch (vault.find(canary)) {
            case StoredCredentials.Absent _ -> registerFirst(command, canary, command.redirectUri());
            case StoredCredentials.Present _, StoredCredentials.PendingDeletion _ -> {
                Optional<Application> stored = applications.find(command.id());
                yield registerFirst(
                        command, canary, stored.map(Application::redirectUri).orElseGet(command::redirectUri));
            }
            case StoredCredentials.Unreadable(StorageFailure failure) ->
                Optional.of(new StoreResult.Unavailable(new CallFailure.Storage(failure), clock.instant()));
        };
    }

    private Optional<StoreResult> registerFirst(
            StoreApplicationCommand command, InstanceKey canary, Optional<RedirectUri> redirectUri) {
        return registerCanary(
                command, attempts.first(canary, command.statement().fingerprint(), redirectUri, Device.CLAVIGER));
    }

    /** A secret that waits for its deletion is restored first: the client of a quarantined canary proves nothing. */
    private Optional<StoreResult> withKnownClient(StoreApplicationCommand command, Instance canary) {
        StoredCredentials found = vault.find(canary.key());
        return switch (found instanceof StoredCredentials.PendingDeletion
                ? vault.restoreAndFind(canary.key())
                : found) {
            case StoredCredentials.Present(ClientWithSecret client) ->
                command.differsFrom(canary) || canary.registration() instanceof Registration.Quarantined
                        ? proveRedirectUri(command, canary, client)
                        : Optional.of(storeAgain(command, Optional.of(client)));
            case StoredCredentials.PendingDeletion _ -> Optional.empty();
            case StoredCredentials.Absent _
            when canary.clientMayBeInvisible(clock.instant()) ->
                command.differsFrom(canary) ? Optional.empty() : Optional.of(storeAgain(command, Optional.empty()));
            case StoredCredentials.Absent _ when lateSecret.appears(canary.key()) -> Optional.empty();
            case StoredCredentials.Absent _ -> replaceLost(command, canary, attempts.ended());
            case StoredCredentials.Unreadable(StorageFailure failure) ->
                Optional.of(new StoreResult.Unavailable(new CallFailure.Storage(failure), clock.instant()));
        };
    }

    /** Gives a canary whose credentials are lost new ones, unless a check is about to do so. */
    private Optional<StoreResult> replaceLost(StoreApplicationCommand command, Instance canary, Attempt ended) {
        return canary.refreshState().leased(clock.instant())
                ? Optional.empty()
                : registerCanary(command, attempts.takingOver(canary, ended));
    }

    /**
     * Only a registration proves a redirect URI. Its client becomes the canary, so each change costs one client. A
     * canary is quarantined after Adobe refused what a dead process had tried to prove.
     */
    private Optional<StoreResult> proveRedirectUri(
            StoreApplicationCommand command, Instance canary, ClientWithSecret old) {
        if (canary.refreshState().leased(clock.instant())) {
            return Optional.empty();
        }
        Optional<StoreResult> result = registerCanary(
                command,
                attempts.replacing(canary, old.client(), canary.statement(), command.redirectUri(), Device.CLAVIGER));
        if (vault.find(canary.key()) instanceof StoredCredentials.Present(ClientWithSecret now) && !now.equals(old)) {
            journal.note(
                    new Entry.ClientLeftBehind(canary.key(), old.credentials().clientId()));
        }
        return result;
    }

    /** Stores a statement whose canary was registered before. It may have been revoked since. */
    private StoreResult storeAgain(StoreApplicationCommand command, Optional<ClientWithSecret> client) {
        Optional<Application> known = applications.find(command.id());
        Optional<StatementRecord> statement = known.flatMap(
                application -> application.statement(command.statement().fingerprint()));
        boolean current = known.map(Application::currentStatement).equals(statement);
        if (current && statement.filter(StatementRecord::active).isPresent()) {
            return keeper.store(command);
        }
        return switch (probe.present(command.statement(), command.id())) {
            case StatementAnswer.Good _ -> keeper.storeIfTokensAreGranted(command, client);
            case StatementAnswer.RedirectUriAccepted _ -> {
                StoreResult stored = keeper.storeIfTokensAreGranted(command, client);
                probe.stop(command.id());
                yield stored;
            }
            case StatementAnswer.Refused(var code) -> new StoreResult.StatementRefused(code);
            case StatementAnswer.Unknown(Failure failure) ->
                new StoreResult.Unavailable(new CallFailure.Upstream(failure), clock.instant());
        };
    }

    /** Empty, too, after an abandoned attempt was completed that had another redirect URI: look again. */
    private Optional<StoreResult> registerCanary(StoreApplicationCommand command, RegistrationAttempt attempt) {
        return switch (registrar.register(attempt, () -> new StoredStatement.Present(command.statement()))) {
            case AttemptResult.Activated(var _, ClientWithSecret client) ->
                command.differsFrom(attempt.instance())
                        ? Optional.empty()
                        : Optional.of(keeper.storeIfTokensAreGranted(command, Optional.of(client)));
            case AttemptResult.StatementRefused(var code) -> Optional.of(new StoreResult.StatementRefused(code));
            case AttemptResult.RedirectUriRefused _ ->
                command.differsFrom(attempt.instance())
                        ? Optional.empty()
                        : Optional.of(new StoreResult.RedirectUriRefused());
            case AttemptResult.Failed(CallFailure failure, Instant retryAt) ->
                Optional.of(new StoreResult.Unavailable(failure, retryAt));
            case AttemptResult.Superseded _ -> Optional.empty();
        };
    }
}
