package io.claviger.core.registration;

import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.Holding;
import io.claviger.core.vending.MemoryHorizon;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes over the client that an app already holds, so that its users stay signed in (Adobe Pass: moving to REST API v2). The
 * client is proved by one token call, and then stored like one that was salvaged.
 */
public final class AdoptCredentials {
    private final Instances instances;
    private final CredentialVault vault;
    private final AuthorizationServer authorizationServer;
    private final ClientRegistrar registrar;
    private final EventPublisher events;
    private final MemoryHorizon horizon;
    private final Intents intents;
    private final Patience patience;
    private final InstantSource clock;

    public AdoptCredentials(
            Instances instances,
            CredentialVault vault,
            AuthorizationServer authorizationServer,
            ClientRegistrar registrar,
            EventPublisher events,
            MemoryHorizon horizon,
            RegistrationPolicy policy,
            Identifiers identifiers,
            Pause pause,
            InstantSource clock) {
        this.instances = instances;
        this.vault = vault;
        this.authorizationServer = authorizationServer;
        this.registrar = registrar;
        this.events = events;
        this.horizon = horizon;
        this.intents = new Intents(policy, identifiers, clock);
        this.patience = new Patience(policy, pause, clock);
        this.clock = clock;
    }

    public Registering adopt(InstanceKey key, ClientCredentials credentials, Device device) {
        Instances.Sighting sighting = instances.sight(key);
        if (sighting.application().isEmpty()) {
            return new Registering.NoSuchApplication();
        }
        Optional<Registering> settled = sighting.instance().flatMap(instance -> known(instance, credentials));
        return settled.orElseGet(() -> switch (authorizationServer.requestToken(credentials, device)) {
            case TokenAnswer.Issued _ -> keep(key, credentials, device);
            case TokenAnswer.ClientRefused _ -> new Registering.CredentialsRejected();
            case TokenAnswer.Failed(Failure failure) -> new Registering.Unavailable(failure, clock.instant());
        });
    }

    private Registering keep(InstanceKey key, ClientCredentials credentials, Device device) {
        ClientRegistration client = new ClientRegistration(credentials, clock.instant(), List.of());
        return patience.until(() -> attempt(instances.sight(key), key, client, device), new Registering.InProgress());
    }

    private Optional<Registering> attempt(
            Instances.Sighting sighting, InstanceKey key, ClientRegistration client, Device device) {
        if (sighting.application().isEmpty()) {
            return Optional.of(new Registering.NoSuchApplication());
        }
        Application application = sighting.application().get();
        Intents adopting = intents.adopting(client);
        StatementFingerprint current = application.currentStatement().fingerprint();
        if (sighting.instance().isEmpty()) {
            return pursue(adopting.first(key, current, application.redirectUri(), device), client);
        }
        Instance instance = sighting.instance().get();
        Optional<Registering> settled = known(instance, client.credentials());
        if (settled.isPresent()) {
            return settled;
        }
        return switch (instance.registration()) {
            case Registration.Quarantined(Client rejected, var _) ->
                pursue(adopting.replacing(instance, rejected, current, instance.redirectUri(), device), client);
            case Attempt abandoned
            when !clock.instant().isBefore(abandoned.leaseUntil()) ->
                pursue(adopting.takingOver(instance, abandoned), client);
            case Attempt _, Registration.Active _, Registration.Suspect _, Registration.Deregistered _ ->
                Optional.empty();
        };
    }

    /** What is settled without a call: an instance that works keeps the client it has. */
    private Optional<Registering> known(Instance instance, ClientCredentials credentials) {
        return switch (instance.registration()) {
            case Registration.Active _ -> Optional.of(same(instance, credentials));
            case Registration.Suspect _ -> Optional.of(same(instance, credentials));
            case Registration.Deregistered _ -> Optional.of(new Registering.Conflict());
            case Attempt _, Registration.Quarantined _ -> Optional.empty();
        };
    }

    private Registering same(Instance instance, ClientCredentials credentials) {
        boolean held = vault.find(instance.key()) instanceof Holding.Held(ClientRegistration client)
                && client.credentials().equals(credentials);
        return held && instance.registration().has(credentials.clientId())
                ? new Registering.AlreadyThere(instance)
                : new Registering.Conflict();
    }

    private Optional<Registering> pursue(Intent intent, ClientRegistration client) {
        return switch (registrar.pursue(intent, Optional::empty)) {
            case Ending.Activated(Instance active) ->
                Optional.of(
                        active.registration().has(client.credentials().clientId())
                                ? adopted(active, client)
                                : new Registering.Conflict());
            case Ending.Failed(Failure failure, Instant retryAt) ->
                Optional.of(new Registering.Unavailable(failure, retryAt));
            case Ending.Superseded _ -> Optional.empty();
            case Ending.StatementRefused _, Ending.RedirectUriRefused _ ->
                throw new IllegalStateException("adopting presents no statement");
        };
    }

    private Registering adopted(Instance active, ClientRegistration client) {
        events.publish(
                new Event.InstanceRegistered(active.key(), client.credentials().clientId(), clock.instant()));
        horizon.pass();
        return new Registering.Registered(active);
    }
}
