package io.claviger.core.registration;

import io.claviger.core.Poller;
import io.claviger.core.application.Application;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.SoftwareStatements.StoredStatement;
import io.claviger.core.application.Statement;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused.Code;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.registration.RegistrationAttempt.AttemptResult;
import io.claviger.core.revocation.StatementProbe;
import io.claviger.core.revocation.StatementProbe.StatementAnswer;
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
public final class RegisterApplication {
    private final Applications applications;
    private final SoftwareStatements statements;
    private final Instances instances;
    private final CredentialVault vault;
    private final ClientRegistrar registrar;
    private final AuthorizationServer authorizationServer;
    private final StatementProbe probe;
    private final RevocationEvidence evidence;
    private final Journal journal;
    private final RegistrationPolicy policy;
    private final RegistrationAttempt.Factory attempts;
    private final Poller poller;
    private final InstantSource clock;

    public RegisterApplication(
            Stores stores,
            Signals signals,
            ClientRegistrar registrar,
            AuthorizationServer authorizationServer,
            StatementProbe probe,
            RegistrationPolicy policy,
            Platform platform) {
        this.applications = stores.applications();
        this.statements = stores.softwareStatements();
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.registrar = registrar;
        this.authorizationServer = authorizationServer;
        this.probe = probe;
        this.evidence = signals.revocationEvidence();
        this.journal = signals.journal();
        this.policy = policy;
        this.attempts = new RegistrationAttempt.Factory(policy, platform.identifiers(), platform.clock());
        this.poller = new Poller(platform.pause(), platform.clock());
        this.clock = platform.clock();
    }

    public StoreResult register(StoreApplicationCommand command) {
        return poller.until(policy.maxWait(), policy.poll(), () -> prove(command))
                .orElseGet(StoreResult.InProgress::new);
    }

    /** Empty while another process's work has to be waited for. */
    private Optional<StoreResult> prove(StoreApplicationCommand command) {
        InstanceKey canary =
                InstanceKey.canaryOf(command.id(), command.statement().fingerprint());
        Optional<Instance> known = instances.find(canary);
        if (known.isEmpty()) {
            return complete(
                    command,
                    attempts.first(
                            canary,
                            command.statement().fingerprint(),
                            command.redirectUri(),
                            Device.NONE,
                            Optional.empty()));
        }
        return switch (known.get().registration()) {
            case Attempt live when clock.instant().isBefore(live.leaseUntil()) -> Optional.empty();
            case Attempt abandoned -> replaceLost(command, known.get(), abandoned);
            case Registration.Active _,
                    Registration.Suspect _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> withKnownClient(command, known.get());
        };
    }

    private Optional<StoreResult> withKnownClient(StoreApplicationCommand command, Instance canary) {
        return switch (vault.find(canary.key())) {
            case StoredCredentials.Present(ClientRegistration client) ->
                Optional.of(putBack(command, canary.key(), Optional.of(client)));
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ ->
                canary.clientMayBeInvisible(clock.instant())
                        ? Optional.of(putBack(command, canary.key(), Optional.empty()))
                        : replaceLost(command, canary, attempts.ended());
            case StoredCredentials.Unreadable(StorageFailure failure) ->
                Optional.of(new StoreResult.Unavailable(new CallFailure.Storage(failure), clock.instant()));
        };
    }

    /** Gives a canary whose credentials are lost new ones, unless a check is about to do so. */
    private Optional<StoreResult> replaceLost(StoreApplicationCommand command, Instance canary, Attempt ended) {
        return canary.refreshState().leased(clock.instant())
                ? Optional.empty()
                : complete(command, attempts.takingOver(canary, ended, Optional.empty()));
    }

    /** Stores a statement whose canary was registered before. It may have been revoked since. */
    private StoreResult putBack(
            StoreApplicationCommand command, InstanceKey canary, Optional<ClientRegistration> client) {
        Optional<Application> known = applications.find(command.id());
        Optional<Statement> statement = known.flatMap(
                application -> application.statement(command.statement().fingerprint()));
        boolean active =
                statement.filter(had -> had.status() == StatementStatus.ACTIVE).isPresent();
        if (active && known.map(Application::currentStatement).equals(statement)) {
            return store(command);
        }
        return switch (probe.present(command.statement(), command.id())) {
            case StatementAnswer.Good _ -> storeAgain(command, canary, client, active);
            case StatementAnswer.RedirectUriAccepted _ -> {
                StoreResult stored = storeAgain(command, canary, client, active);
                probe.stop(command.id());
                yield stored;
            }
            case StatementAnswer.Refused(var code) -> new StoreResult.StatementRefused(code);
            case StatementAnswer.Unknown(Failure failure) ->
                new StoreResult.Unavailable(new CallFailure.Upstream(failure), clock.instant());
        };
    }

    private StoreResult storeAgain(
            StoreApplicationCommand command, InstanceKey canary, Optional<ClientRegistration> client, boolean active) {
        StoreResult stored = storeIfTokensAreGranted(command, client);
        if (!active && stored instanceof StoreResult.Updated) {
            evidence.submit(canary);
        }
        return stored;
    }

    private Optional<StoreResult> complete(StoreApplicationCommand command, RegistrationAttempt attempt) {
        return switch (registrar.register(attempt, () -> new StoredStatement.Present(command.statement()))) {
            case AttemptResult.Activated(var _, ClientRegistration client) ->
                Optional.of(storeIfTokensAreGranted(command, Optional.of(client)));
            case AttemptResult.StatementRefused(var code) -> Optional.of(new StoreResult.StatementRefused(code));
            case AttemptResult.RedirectUriRefused _ -> Optional.of(new StoreResult.RedirectUriRefused());
            case AttemptResult.Failed(CallFailure failure, Instant retryAt) ->
                Optional.of(new StoreResult.Unavailable(failure, retryAt));
            case AttemptResult.Superseded _ -> Optional.empty();
        };
    }

    /**
     * {@code unauthorized_client} is about the grant (RFC 6749 section 5.2). Any other answer leaves the statement to its
     * checks: a replica may not know the canary yet.
     */
    private StoreResult storeIfTokensAreGranted(StoreApplicationCommand command, Optional<ClientRegistration> canary) {
        boolean granted = canary.map(client -> authorizationServer.requestToken(client.credentials(), Device.NONE))
                .filter(answer -> answer.equals(new TokenAnswer.ClientRefused(Code.UNAUTHORIZED_CLIENT)))
                .isEmpty();
        return granted ? store(command) : new StoreResult.TokenRefused();
    }

    private StoreResult store(StoreApplicationCommand command) {
        Optional<StorageFailure> failed = statements.keep(command.id(), command.statement());
        if (failed.isPresent()) {
            return new StoreResult.Unavailable(new CallFailure.Storage(failed.get()), clock.instant());
        }
        while (true) {
            Optional<Application> before = applications.find(command.id());
            Optional<Application> stored = applications.store(command.applyTo(before, clock.instant()));
            if (stored.isPresent()) {
                journal.note(new Entry.ApplicationStored(
                        command.id(),
                        before.map(application -> application.currentStatement().fingerprint()),
                        command.statement().fingerprint()));
                return before.isPresent()
                        ? new StoreResult.Updated(stored.get())
                        : new StoreResult.Created(stored.get());
            }
        }
    }
}
