package io.claviger.core.registration;

import io.claviger.core.Poller;
import io.claviger.core.application.Application;
import io.claviger.core.application.SoftwareStatements.StoredStatement;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.pacing.FailedProofs;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.registration.RegistrationAttempt.AttemptResult;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vending.CacheExpiryWait;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Adopts the client that an app already holds, so that its users stay signed in (Adobe Pass: moving to REST API v2).
 * One token request proves the client, now or when the instance is vended first. The client is stored like a salvaged
 * one.
 */
public final class AdoptCredentials {
    private final Instances instances;
    private final CredentialVault vault;
    private final AuthorizationServer authorizationServer;
    private final ClientRegistrar registrar;
    private final EventPublisher events;
    private final CacheExpiryWait cacheExpiry;
    private final FailedProofs<RegisterResult> failedProofs;
    private final RegistrationPolicy policy;
    private final RegistrationAttempt.Factory attempts;
    private final Poller poller;
    private final InstantSource clock;

    public AdoptCredentials(
            Stores stores,
            Signals signals,
            AuthorizationServer authorizationServer,
            ClientRegistrar registrar,
            CacheExpiryWait cacheExpiry,
            FailedProofs<RegisterResult> failedProofs,
            RegistrationPolicy policy,
            Platform platform) {
        this.instances = stores.instances();
        this.vault = stores.vault();
        this.authorizationServer = authorizationServer;
        this.registrar = registrar;
        this.events = signals.eventPublisher();
        this.cacheExpiry = cacheExpiry;
        this.failedProofs = failedProofs;
        this.policy = policy;
        this.attempts = new RegistrationAttempt.Factory(policy, platform.identifiers(), platform.clock());
        this.poller = new Poller(platform.pause(), platform.clock());
        this.clock = platform.clock();
    }

    public RegisterResult adopt(AdoptCommand command) {
        return command.proveNow() ? proveAndStore(command) : store(command);
    }

    private RegisterResult proveAndStore(AdoptCommand command) {
        InstanceSnapshot snapshot = instances.read(command.key());
        if (snapshot.application().isEmpty()) {
            return new RegisterResult.NoSuchApplication();
        }
        Optional<RegisterResult> settled = snapshot.instance()
                .flatMap(instance -> known(snapshot.application().get(), instance, command.credentials()));
        return settled.or(() -> failedProofs.during(command)).orElseGet(() -> prove(command));
    }

    private RegisterResult prove(AdoptCommand command) {
        return switch (authorizationServer.requestToken(command.credentials(), command.device())) {
            case TokenAnswer.Issued _ -> {
                failedProofs.succeeded(command);
                yield store(command);
            }
            case TokenAnswer.ClientRefused _ ->
                failedProofs.failed(command, Optional.empty(), _ -> new RegisterResult.CredentialsRefused());
            case TokenAnswer.Failed(Failure failure) -> {
                CallFailure upstream = new CallFailure.Upstream(failure);
                yield failedProofs.failed(
                        command, Optional.of(upstream), until -> new RegisterResult.Unavailable(upstream, until));
            }
        };
    }

    private RegisterResult store(AdoptCommand command) {
        InstanceKey key = command.key();
        ClientWithSecret client = ClientWithSecret.adopted(command.credentials(), command.proveNow());
        return poller.until(
                        policy.maxWait(),
                        policy.poll(),
                        () -> tryToStore(instances.read(key), key, client, command.device()))
                .orElseGet(RegisterResult.InProgress::new);
    }

    private Optional<RegisterResult> tryToStore(
            InstanceSnapshot snapshot, InstanceKey key, ClientWithSecret client, Device device) {
        if (snapshot.application().isEmpty()) {
            return Optional.of(new RegisterResult.NoSuchApplication());
        }
        Application application = snapshot.application().get();
        StatementFingerprint current = application.currentStatement().fingerprint();
        if (snapshot.instance().isEmpty()) {
            return store(attempts.first(key, current, application.redirectUri(), device), client);
        }
        Instance instance = snapshot.instance().get();
        Optional<RegisterResult> settled = known(application, instance, client.credentials());
        if (settled.isPresent()) {
            return settled;
        }
        return switch (instance.registration()) {
            case Registration.Quarantined(Client refused, var _) ->
                store(attempts.replacing(instance, refused, current, instance.redirectUri(), device), client);
            case Registration.Suspect(Client refused, var _, var _) ->
                store(attempts.replacing(instance, refused, current, instance.redirectUri(), device), client);
            case Registration.Unregistered _ ->
                store(attempts.firstOf(instance, current, application.redirectUri(), device), client);
            case Registration.Active(Client unproved)
            when isUnderRevokedStatement(application, instance, unproved) ->
                store(attempts.replacing(instance, unproved, current, instance.redirectUri(), device), client);
            case Attempt abandoned
            when !clock.instant().isBefore(abandoned.leaseUntil()) ->
                store(attempts.takingOver(instance, abandoned), client);
            case Attempt _, Registration.Active _, Registration.Deregistered _ -> Optional.empty();
        };
    }

    /** The result that needs no call: an instance keeps its client, unless that was refused and never worked. */
    private Optional<RegisterResult> known(Application application, Instance instance, ClientCredentials credentials) {
        return switch (instance.registration()) {
            case Registration.Active(Client client)
            when isUnderRevokedStatement(application, instance, client) -> Optional.empty();
            case Registration.Active _ -> Optional.of(same(instance, credentials));
            case Registration.Suspect(Client refused, var _, var _) ->
                Optional.of(same(instance, credentials))
                        .filter(result -> refused.proved() || !(result instanceof RegisterResult.Conflict));
            case Registration.Deregistered _ -> Optional.of(new RegisterResult.Conflict());
            case Registration.Unregistered _, Attempt _, Registration.Quarantined _ -> Optional.empty();
        };
    }

    /** Nobody knows which statement an unproved client belongs to: it is adopted anew, for the current one. */
    private static boolean isUnderRevokedStatement(Application application, Instance instance, Client client) {
        return !client.proved() && application.isRevoked(instance.statement());
    }

    private RegisterResult same(Instance instance, ClientCredentials credentials) {
        return switch (vault.find(instance.key())) {
            case StoredCredentials.Present(ClientWithSecret client)
            when client.credentials().equals(credentials)
                    && instance.registration().has(credentials.clientId()) -> new RegisterResult.AlreadyThere(instance);
            case StoredCredentials.Present _, StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ ->
                new RegisterResult.Conflict();
            case StoredCredentials.Unreadable(StorageFailure failure) ->
                new RegisterResult.Unavailable(new CallFailure.Storage(failure), clock.instant());
        };
    }

    private Optional<RegisterResult> store(RegistrationAttempt attempt, ClientWithSecret client) {
        AttemptResult result = registrar.register(attempt.with(client), StoredStatement.Absent::new);
        if (result instanceof AttemptResult.Activated(Instance active, var _)) {
            ClientId adopted = client.credentials().clientId();
            if (!active.registration().has(adopted)) {
                return Optional.of(new RegisterResult.Conflict());
            }
            events.publish(new Event.InstanceRegistered(active.key(), adopted, clock.instant()));
            if (attempt.state().replaces().isPresent()) {
                cacheExpiry.await();
            }
        }
        return result.asRegisterResult();
    }
}
