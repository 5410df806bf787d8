package io.claviger.core.registration;

import io.claviger.core.application.SoftwareStatements.StoredStatement;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.CoolDown;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Stores;
import io.claviger.core.registration.RegistrationAttempt.AttemptResult;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.StorageFailure.Reason;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores a registration attempt and carries it out. A process may die between any two steps: the
 * next attempt still ends with one usable client. It activates what the vault holds, else stores what an earlier
 * attempt salvaged. It asks Adobe for a new client only if there is neither, and the new client can be kept.
 */
public final class ClientRegistrar {
    private final Instances instances;
    private final AuthorizationServer authorizationServer;
    private final Journal journal;
    private final CoolDown coolDown;
    private final ClientKeeper keeper;
    private final InstantSource clock;

    public ClientRegistrar(
            Stores stores,
            AuthorizationServer authorizationServer,
            Journal journal,
            CoolDown coolDown,
            Platform platform) {
        this.instances = stores.instances();
        this.authorizationServer = authorizationServer;
        this.journal = journal;
        this.coolDown = coolDown;
        this.keeper = new ClientKeeper(stores, journal, platform);
        this.clock = platform.clock();
    }

    /** @param statement read only if Adobe has to register a client */
    public AttemptResult register(RegistrationAttempt attempt, Supplier<StoredStatement> statement) {
        return instances
                .store(attempt.instance())
                .map(stored -> carryOut(attempt.stored(stored), statement))
                .orElseGet(AttemptResult.Superseded::new);
    }

    private AttemptResult carryOut(RegistrationAttempt attempt, Supplier<StoredStatement> statement) {
        StoredCredentials held = keeper.findOrRestore(attempt);
        if (held instanceof StoredCredentials.Present(ClientWithSecret client)) {
            return keeper.activate(attempt, client);
        }
        noteDeadAttempt(attempt);
        if (held instanceof StoredCredentials.Unreadable(StorageFailure failure)) {
            return failed(attempt, failure);
        }
        Optional<ClientWithSecret> toStore = attempt.state().toStore();
        if (toStore.isPresent()) {
            return keeper.store(attempt, toStore.get(), failure -> failed(attempt, failure));
        }
        // Adobe makes a client for good: first it is certain that the client can be sealed if the vault does not take
        // it.
        Optional<StorageFailure> unsealed = instances.sealSample();
        if (unsealed.isPresent()) {
            return failed(attempt, unsealed.get());
        }
        return switch (statement.get()) {
            case StoredStatement.Present(SoftwareStatement presented) -> requestClient(attempt, presented);
            case StoredStatement.Absent _ -> failed(attempt, StorageFailure.of(Reason.SOFTWARE_STATEMENT_NOT_IN_VAULT));
            case StoredStatement.Unreadable(StorageFailure failure) -> failed(attempt, failure);
        };
    }

    /** A process that died over the attempt that is taken over may have asked Adobe for a client. */
    private void noteDeadAttempt(RegistrationAttempt attempt) {
        attempt.takenOver()
                .filter(Attempt::endsUnknown)
                .ifPresent(dead -> journal.note(
                        new Entry.ClientPossiblyLeftBehind(attempt.key(), dead.attemptId(), "attempt_died")));
    }

    private AttemptResult requestClient(RegistrationAttempt attempt, SoftwareStatement statement) {
        if (!clock.instant().isBefore(attempt.state().leaseUntil())) {
            return new AttemptResult.Superseded();
        }
        Instance instance = attempt.instance();
        return switch (authorizationServer.register(statement, instance.redirectUri(), instance.device())) {
            case RegistrationAnswer.Registered(var credentials, Optional<Instant> issuedAt, var scopes) -> {
                journal.note(new Entry.ClientMade(attempt.key(), credentials.clientId()));
                ClientWithSecret fresh =
                        new ClientWithSecret(credentials, issuedAt.or(() -> Optional.of(clock.instant())), scopes);
                yield keeper.storeOrSalvage(attempt, fresh);
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
                            attempt.key(), attempt.state().attemptId(), failure.code()));
                }
                yield failed(attempt, new CallFailure.Upstream(failure));
            }
        };
    }

    /**
     * Forgets an instance that never had a client, and puts any other instance back. If the process that knew its
     * earlier state has died, the instance goes into quarantine.
     */
    private void undo(RegistrationAttempt attempt) {
        if (attempt.state().replaces().isEmpty()) {
            forget(attempt);
            return;
        }
        Refusal refusal = Refusal.ofRegistration(clock.instant());
        Registration quarantined =
                new Registration.Quarantined(attempt.state().replaces().get(), refusal);
        instances
                .update(
                        attempt.key(),
                        current -> attempt.ownedIn(current)
                                .map(_ -> attempt.toPutBack()
                                        .map(current::putBack)
                                        .orElseGet(() -> current.with(quarantined))))
                .ifPresent(after -> journal.note(attempt.changeTo(after)));
    }

    /** Repeats it if, meanwhile, the instance got an enrolment code or its device a key. */
    private void forget(RegistrationAttempt attempt) {
        Optional<Instance> mine = Optional.of(attempt.instance());
        while (mine.isPresent() && !instances.forget(mine.get())) {
            mine = instances
                    .find(attempt.key())
                    .filter(current -> attempt.ownedIn(current).isPresent());
        }
    }

    private AttemptResult failed(RegistrationAttempt attempt, StorageFailure failure) {
        return failed(attempt, new CallFailure.Storage(failure));
    }

    /** Gives the attempt up until the cool-down ends. A canary without a client is removed instead. */
    private AttemptResult failed(RegistrationAttempt attempt, CallFailure failure) {
        if (attempt.key().isCanary() && attempt.state().toStore().isEmpty()) {
            undo(attempt);
        }
        Duration pause = coolDown.after(attempt.instance().refreshState().failures(), failure);
        Instant retryAt = clock.instant().plus(pause);
        instances
                .update(
                        attempt.key(),
                        current -> attempt.ownedIn(current)
                                .map(mine -> current.with(mine.givenUp()).failed(failure, retryAt)))
                .ifPresent(failed -> journal.note(Entry.CoolDownBegun.of(failed, pause)));
        return new AttemptResult.Failed(failure, retryAt);
    }
}
