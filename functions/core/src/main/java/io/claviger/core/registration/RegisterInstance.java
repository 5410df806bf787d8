package io.claviger.core.registration;

import io.claviger.core.Poller;
import io.claviger.core.application.Application;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.refresh.RecheckCredentials;
import io.claviger.core.refresh.RecheckCredentials.RecheckResult;
import io.claviger.core.registration.RegistrationAttempt.AttemptResult;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.StorageFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Registers an instance once. A caller who comes while another process registers the instance waits for that result. A
 * caller who comes after a process died continues its attempt. Every later caller gets the same client.
 */
public final class RegisterInstance {
    /** How often Adobe is asked for a caller who may not replace a client; longer than the longest cool-down. */
    private static final Duration MIN_BETWEEN_RECHECKS = Duration.ofMinutes(2);

    private final Instances instances;
    private final SoftwareStatements statements;
    private final LateSecret lateSecret;
    private final ClientRegistrar registrar;
    private final RestoreInstance restoreInstance;
    private final RecheckCredentials recheckCredentials;
    private final RevocationEvidence evidence;
    private final EventPublisher events;
    private final RegistrationPolicy policy;
    private final RegistrationAttempt.Factory attempts;
    private final Poller poller;
    private final InstantSource clock;

    public RegisterInstance(
            Stores stores,
            Signals signals,
            ClientRegistrar registrar,
            RestoreInstance restoreInstance,
            RecheckCredentials recheckCredentials,
            RegistrationPolicy policy,
            Platform platform) {
        this.instances = stores.instances();
        this.statements = stores.softwareStatements();
        this.lateSecret = new LateSecret(stores.vault(), policy, platform);
        this.registrar = registrar;
        this.restoreInstance = restoreInstance;
        this.recheckCredentials = recheckCredentials;
        this.evidence = signals.revocationEvidence();
        this.events = signals.eventPublisher();
        this.policy = policy;
        this.attempts = new RegistrationAttempt.Factory(policy, platform.identifiers(), platform.clock());
        this.poller = new Poller(platform.pause(), platform.clock());
        this.clock = platform.clock();
    }

    public RegisterResult register(RegisterCommand command) {
        return poller.until(
                        policy.maxWait(), policy.poll(), () -> tryToRegister(command, instances.read(command.key())))
                .orElseGet(RegisterResult.InProgress::new);
    }

    /** Empty while another process's work has to be waited for. */
    private Optional<RegisterResult> tryToRegister(RegisterCommand command, InstanceSnapshot snapshot) {
        if (snapshot.application().isEmpty()) {
            return Optional.of(new RegisterResult.NoSuchApplication());
        }
        Application application = snapshot.application().get();
        if (snapshot.instance().isEmpty()) {
            return begin(command, application, Optional.empty());
        }
        Instance instance = snapshot.instance().get();
        return switch (instance.registration()) {
            case Registration.Unregistered _ -> begin(command, application, Optional.of(instance));
            case Attempt attempt -> takeOver(command, instance, attempt);
            case Registration.Active(Client client) -> keepClient(command, application, instance, client);
            case Registration.Suspect(Client client, var _, var _) ->
                keepClient(command, application, instance, client);
            case Registration.Quarantined quarantined -> recheck(command, application, instance, quarantined);
            case Registration.Deregistered _ ->
                command.differsFrom(instance) ? Optional.of(new RegisterResult.Conflict()) : restore(instance);
        };
    }

    private Optional<RegisterResult> begin(
            RegisterCommand command, Application application, Optional<Instance> enrolled) {
        if (application.currentStatement().revoked()) {
            return Optional.of(new RegisterResult.StatementRevoked());
        }
        StatementFingerprint statement = application.currentStatement().fingerprint();
        Optional<RedirectUri> redirectUri = command.redirectUri().or(application::redirectUri);
        Device device = command.device();
        return run(enrolled.map(instance -> attempts.firstOf(instance, statement, redirectUri, device))
                .orElseGet(() -> attempts.first(command.key(), statement, redirectUri, device)));
    }

    private Optional<RegisterResult> takeOver(RegisterCommand command, Instance before, Attempt attempt) {
        Instance instance = before.calledBy(command.device());
        Instant now = clock.instant();
        if (now.isBefore(attempt.leaseUntil())) {
            return Optional.empty();
        }
        Optional<Instant> coolDown = instance.refreshState().coolDownUntil().filter(now::isBefore);
        if (coolDown.isPresent()) {
            return Optional.of(
                    new RegisterResult.Unavailable(instance.refreshState().reasonToCoolDown(), coolDown.get()));
        }
        return run(attempts.takingOver(instance, attempt))
                .map(result -> result instanceof RegisterResult.Registered && command.differsFrom(instance)
                        ? new RegisterResult.Conflict()
                        : result);
    }

    /**
     * An instance keeps its client, unless its statement is revoked and the application has a newer one. Which statement an unproved
     * client belongs to is not known.
     */
    private Optional<RegisterResult> keepClient(
            RegisterCommand command, Application application, Instance instance, Client client) {
        if (command.differsFrom(instance)) {
            return Optional.of(new RegisterResult.Conflict());
        }
        if (!application.isRevoked(instance.statement())) {
            RegisterResult result = cancelDeletionIfCallsFail(instance);
            return result instanceof RegisterResult.CredentialsLost
                    ? replaceLost(command, application, instance, client)
                    : Optional.of(result);
        }
        boolean newerStatement =
                !instance.statement().equals(application.currentStatement().fingerprint())
                        && !application.currentStatement().revoked();
        return newerStatement && client.proved() && command.mayReplaceClients(application)
                ? replace(command, application, instance, client).or(() -> Optional.of(new RegisterResult.InProgress()))
                : Optional.of(new RegisterResult.StatementRevoked());
    }

    /** Calls also fail if the instance was restored during its deregistration: its credentials then await deletion. */
    private RegisterResult cancelDeletionIfCallsFail(Instance instance) {
        return instance.refreshState().failures() > 0
                ? restoreInstance.restore(instance.key())
                : new RegisterResult.AlreadyThere(instance);
    }

    /**
     * With its credentials, the instance has lost its client: there is nothing left to keep. A refresh must have found that, too,
     * and they do not appear late, because reads of the vault may be wrong.
     */
    private Optional<RegisterResult> replaceLost(
            RegisterCommand command, Application application, Instance instance, Client client) {
        if (!command.mayReplaceClients(application)) {
            return Optional.of(new RegisterResult.CredentialsLost());
        }
        if (application.currentStatement().revoked()) {
            return Optional.of(new RegisterResult.StatementRevoked());
        }
        CallFailure failure = instance.refreshState().reasonToCoolDown();
        if (!failure.code().equals(Reason.CREDENTIALS_NOT_IN_VAULT.code())) {
            return Optional.of(new RegisterResult.Unavailable(
                    new CallFailure.Storage(StorageFailure.of(Reason.CREDENTIALS_NOT_IN_VAULT)), clock.instant()));
        }
        return lateSecret.appears(instance.key()) ? Optional.empty() : replace(command, application, instance, client);
    }

    private Optional<RegisterResult> recheck(
            RegisterCommand command, Application application, Instance instance, Registration.Quarantined quarantined) {
        // A client that never worked may be a mistake of the one who brought it: the app may still hold the right one.
        boolean mayReplace =
                command.mayReplaceClients(application) && quarantined.client().proved();
        Instant refusedAt = quarantined.refusal().seenAt();
        if (!mayReplace && clock.instant().isBefore(refusedAt.plus(MIN_BETWEEN_RECHECKS))) {
            return Optional.of(new RegisterResult.CredentialsRefused());
        }
        return switch (recheckCredentials.recheck(instance.calledBy(command.device()))) {
            case RecheckResult.Working(Instance active) -> Optional.of(new RegisterResult.AlreadyThere(active));
            case RecheckResult.Refused _ ->
                mayReplace
                        ? replace(command, application, instance, quarantined.client())
                        : Optional.of(stillRefused(instance, quarantined));
            case RecheckResult.Unknown(CallFailure failure, Instant retryAt) ->
                Optional.of(new RegisterResult.Unavailable(failure, retryAt));
            case RecheckResult.Superseded _ -> Optional.empty();
        };
    }

    private RegisterResult stillRefused(Instance instance, Registration.Quarantined quarantined) {
        Refusal latest = new Refusal(quarantined.refusal().code(), clock.instant());
        instances.store(instance.with(new Registration.Quarantined(quarantined.client(), latest)));
        return new RegisterResult.CredentialsRefused();
    }

    private Optional<RegisterResult> replace(
            RegisterCommand command, Application application, Instance instance, Client client) {
        return run(attempts.replacing(
                instance,
                client,
                application.currentStatement().fingerprint(),
                command.redirectUri().or(instance::redirectUri),
                command.device()));
    }

    /**
     * Empty while the instance is being deregistered, and after its credentials are gone: then registration begins
     * anew.
     */
    private Optional<RegisterResult> restore(Instance deregistered) {
        RegisterResult restored = restoreInstance.restore(deregistered.key());
        if (restored instanceof RegisterResult.NoSuchInstance) {
            instances.forget(deregistered);
            return Optional.empty();
        }
        return restored instanceof RegisterResult.InProgress ? Optional.empty() : Optional.of(restored);
    }

    /** Empty if another attempt took over: look again. */
    private Optional<RegisterResult> run(RegistrationAttempt attempt) {
        AttemptResult result = registrar.register(
                attempt,
                () -> statements.find(
                        attempt.key().application(), attempt.instance().statement()));
        if (result instanceof AttemptResult.StatementRefused) {
            evidence.submit(attempt.key());
        }
        if (result instanceof AttemptResult.Activated(Instance active, var _)) {
            active.registration()
                    .knownClient()
                    .ifPresent(client ->
                            events.publish(new Event.InstanceRegistered(active.key(), client.id(), clock.instant())));
        }
        return result.asRegisterResult();
    }
}
