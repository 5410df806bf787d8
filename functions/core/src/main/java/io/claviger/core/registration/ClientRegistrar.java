package io.claviger.core.registration;

import io.claviger.core.application.SoftwareStatements.StoredStatement;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.Rejection;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.CoolDown;
import io.claviger.core.registration.RegistrationAttempt.AttemptResult;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.StorageFailure.Reason;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.CredentialVault.WriteResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Stores the intent of a registration attempt and completes the attempt. A process may die between any two steps: the
 * next attempt still ends with one usable client. It activates what the vault holds, else stores what an earlier
 * attempt salvaged, and asks Adobe for a new client only if there is neither.
 */
public final class ClientRegistrar {
    private final Instances instances;
    private final CredentialVault vault;
    private final AuthorizationServer authorizationServer;
    private final Journal journal;
    private final CoolDown coolDown;
    private final InstantSource clock;

    public ClientRegistrar(
            Instances instances,
            CredentialVault vault,
            AuthorizationServer authorizationServer,
            Journal journal,
            CoolDown coolDown,
            InstantSource clock) {
        this.instances = instances;
        this.vault = vault;
        this.authorizationServer = authorizationServer;
        this.journal = journal;
        this.coolDown = coolDown;
        this.clock = clock;
    }

    /** @param statement read only if Adobe has to register a client */
    AttemptResult register(RegistrationAttempt attempt, Supplier<StoredStatement> statement) {
        return instances
                .store(attempt.instance())
                .map(stored -> complete(attempt.stored(stored), statement))
                .orElseGet(AttemptResult.Superseded::new);
    }

    private AttemptResult complete(RegistrationAttempt attempt, Supplier<StoredStatement> statement) {
        StoredCredentials held = held(attempt);
        if (held instanceof StoredCredentials.Present(ClientRegistration client)) {
            return activate(attempt, client);
        }
        noteDeadAttempt(attempt);
        if (held instanceof StoredCredentials.Unreadable(StorageFailure failure)) {
            return failed(attempt, failure);
        }
        Optional<ClientRegistration> salvaged = attempt.intent().salvaged();
        if (salvaged.isPresent()) {
            return keep(attempt, salvaged.get(), failure -> failed(attempt, failure));
        }
        return switch (statement.get()) {
            case StoredStatement.Present(SoftwareStatement presented) -> requestClient(attempt, presented);
            case StoredStatement.Absent _ -> failed(attempt, StorageFailure.of(Reason.SOFTWARE_STATEMENT_NOT_IN_VAULT));
            case StoredStatement.Unreadable(StorageFailure failure) -> failed(attempt, failure);
        };
    }

    /** What the vault holds for the instance, except the client that this attempt replaces. */
    private StoredCredentials held(RegistrationAttempt attempt) {
        StoredCredentials stored = vault.find(attempt.key());
        if (stored instanceof StoredCredentials.PendingDeletion) {
            stored = vault.restore(attempt.key())
                    .<StoredCredentials>map(StoredCredentials.Unreadable::new)
                    .orElseGet(() -> vault.find(attempt.key()));
        }
        return stored instanceof StoredCredentials.Present(ClientRegistration client)
                        && attempt.intent().isToReplace(client.credentials().clientId())
                ? new StoredCredentials.Absent()
                : stored;
    }

    /** A process that died over the inherited attempt may have asked Adobe for a client. */
    private void noteDeadAttempt(RegistrationAttempt attempt) {
        attempt.inherited()
                .filter(Attempt::endsUnknown)
                .ifPresent(dead -> journal.note(
                        new Entry.ClientPossiblyLeftBehind(attempt.key(), dead.attemptId(), "attempt_died")));
    }

    private AttemptResult requestClient(RegistrationAttempt attempt, SoftwareStatement statement) {
        if (!clock.instant().isBefore(attempt.intent().leaseUntil())) {
            return new AttemptResult.Superseded();
        }
        Instance instance = attempt.instance();
        return switch (authorizationServer.register(statement, instance.redirectUri(), instance.device())) {
            case RegistrationAnswer.Registered(var credentials, Optional<Instant> issuedAt, var scopes) -> {
                journal.note(new Entry.ClientMade(attempt.key(), credentials.clientId()));
                ClientRegistration fresh =
                        new ClientRegistration(credentials, issuedAt.orElseGet(clock::instant), scopes);
                yield keep(attempt, fresh, failure -> salvage(attempt, fresh, failure));
            }
            case RegistrationAnswer.StatementRefused(var code) -> {
                undo(attempt);
                yield new AttemptResult.StatementRefused(code);
            }
            case RegistrationAnswer.RedirectUriRefused _ -> {
                undo(attempt);
                yield new AttemptResult.RedirectUriRefused();
            }
            case RegistrationAnswer.Failed(Failure failure) -> {
                if (failure.mayHaveBeenDone()) {
                    journal.note(new Entry.ClientPossiblyLeftBehind(
                            attempt.key(), attempt.intent().attemptId(), failure.code()));
                }
                yield failed(attempt, new CallFailure.Upstream(failure));
            }
        };
    }

    /** Stores a client. If the vault already holds another, that one wins. */
    private AttemptResult keep(
            RegistrationAttempt attempt, ClientRegistration client, Function<StorageFailure, AttemptResult> onFailure) {
        String attemptId = attempt.intent().attemptId();
        WriteResult written = attempt.intent()
                .replaces()
                .map(replaced -> vault.replace(attempt.key(), client, attemptId, replaced.id()))
                .orElseGet(() -> vault.create(attempt.key(), client, attemptId));
        return switch (written) {
            case WriteResult.Stored _ -> activate(attempt, client);
            case WriteResult.Failed(StorageFailure failure) -> onFailure.apply(failure);
            case WriteResult.Refused _ -> activateWinner(attempt, client, onFailure);
        };
    }

    private AttemptResult activateWinner(
            RegistrationAttempt attempt, ClientRegistration client, Function<StorageFailure, AttemptResult> onFailure) {
        return switch (held(attempt)) {
            case StoredCredentials.Present(ClientRegistration winner) -> {
                if (!winner.credentials().equals(client.credentials())) {
                    noteLeftBehind(attempt, client);
                }
                yield activate(attempt, winner);
            }
            case StoredCredentials.Unreadable(StorageFailure failure) -> onFailure.apply(failure);
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ ->
                onFailure.apply(StorageFailure.of(
                        new VaultUnavailable("the vault neither takes nor shows a client for " + attempt.key())));
        };
    }

    private AttemptResult activate(RegistrationAttempt attempt, ClientRegistration client) {
        Optional<Instance> activated = instances.update(
                attempt.key(), current -> own(current, attempt).map(_ -> current.activated(client.client())));
        activated.ifPresent(instance -> noteChange(attempt, instance));
        return activated.<AttemptResult>map(AttemptResult.Activated::new).orElseGet(AttemptResult.Superseded::new);
    }

    /** Seals a client that the vault did not take with the instance; the next attempt stores it. */
    private AttemptResult salvage(RegistrationAttempt attempt, ClientRegistration client, StorageFailure failure) {
        Optional<Instance> salvaged = instances.update(
                attempt.key(), current -> own(current, attempt).map(mine -> current.with(mine.salvaging(client))));
        if (salvaged.isEmpty()) {
            noteLeftBehind(attempt, client);
            return new AttemptResult.Superseded();
        }
        journal.note(
                new Entry.ClientSalvaged(attempt.key(), client.credentials().clientId()));
        return new AttemptResult.Failed(new CallFailure.Storage(failure), clock.instant());
    }

    /**
     * Removes an instance that never had a client, and puts any other instance back. If the process that knew its
     * earlier state has died, the instance goes into quarantine.
     */
    private void undo(RegistrationAttempt attempt) {
        if (attempt.intent().replaces().isEmpty()) {
            instances.remove(attempt.instance());
            return;
        }
        Rejection rejection = new Rejection("registration_refused", clock.instant());
        Registration quarantined =
                new Registration.Quarantined(attempt.intent().replaces().get(), rejection);
        instances
                .update(
                        attempt.key(),
                        current -> own(current, attempt)
                                .map(_ -> attempt.before()
                                        .map(current::putBack)
                                        .orElseGet(() -> current.with(quarantined))))
                .ifPresent(after -> noteChange(attempt, after));
    }

    private AttemptResult failed(RegistrationAttempt attempt, StorageFailure failure) {
        return failed(attempt, new CallFailure.Storage(failure));
    }

    /** Gives the attempt up until the cool-down ends. A canary without a client is removed instead. */
    private AttemptResult failed(RegistrationAttempt attempt, CallFailure failure) {
        if (attempt.key().isCanary() && attempt.intent().salvaged().isEmpty()) {
            undo(attempt);
        }
        int failures = attempt.instance().refreshState().failures();
        Instant retryAt = clock.instant().plus(coolDown.after(failures));
        instances.update(
                attempt.key(),
                current -> own(current, attempt)
                        .map(mine -> current.with(mine.givenUp()).failed(failure, retryAt)));
        return new AttemptResult.Failed(failure, retryAt);
    }

    private void noteLeftBehind(RegistrationAttempt attempt, ClientRegistration client) {
        journal.note(
                new Entry.ClientLeftBehind(attempt.key(), client.credentials().clientId()));
    }

    private void noteChange(RegistrationAttempt attempt, Instance after) {
        journal.note(new Entry.InstanceChanged(
                after.key(), attempt.intent().status(), after.registration().status()));
    }

    /** The stored intent, if it is still this attempt's: only its owner may change the instance. */
    private static Optional<Attempt> own(Instance current, RegistrationAttempt attempt) {
        return current.registration() instanceof Attempt stored
                        && stored.attemptId().equals(attempt.intent().attemptId())
                ? Optional.of(stored)
                : Optional.empty();
    }
}
