package io.claviger.core.registration;

import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.EventPublisher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Registers an instance once. Whoever comes while another is registering it waits for that one's result; whoever comes after
 * one that died goes on where it stopped; whoever comes later gets the same client.
 */
public final class RegisterInstance {
    private final Instances instances;
    private final RestoreInstance restoreInstance;
    private final Intents intents;
    private final Pursuit pursuit;
    private final Reregistration reregistration;
    private final Patience patience;
    private final InstantSource clock;

    public RegisterInstance(
            Instances instances,
            SoftwareStatements statements,
            ClientRegistrar registrar,
            RestoreInstance restoreInstance,
            RevocationEvidence evidence,
            EventPublisher events,
            RegistrationPolicy policy,
            Identifiers identifiers,
            Pause pause,
            InstantSource clock) {
        this.instances = instances;
        this.restoreInstance = restoreInstance;
        this.intents = new Intents(policy, identifiers, clock);
        this.pursuit = new Pursuit(registrar, statements, evidence, events, clock);
        this.reregistration = new Reregistration(registrar.lastLook(), restoreInstance, intents, pursuit);
        this.patience = new Patience(policy, pause, clock);
        this.clock = clock;
    }

    /**
     * @param redirectUri empty for the application's own
     * @param byOperator an operator may register a quarantined instance anew
     */
    public record Wish(InstanceKey key, Optional<RedirectUri> redirectUri, Device device, boolean byOperator) {

        boolean differsFrom(Instance instance) {
            return redirectUri.isPresent() && !redirectUri.equals(instance.redirectUri());
        }

        boolean mayReplaceClients(Application application) {
            return byOperator || application.onRejectedCredentials() == RejectedCredentialsPolicy.REREGISTER;
        }
    }

    public Registering register(Wish wish) {
        return patience.until(() -> attempt(wish, instances.sight(wish.key())), new Registering.InProgress());
    }

    /** Empty where somebody else's work has to be waited for. */
    private Optional<Registering> attempt(Wish wish, Instances.Sighting sighting) {
        if (sighting.application().isEmpty()) {
            return Optional.of(new Registering.NoSuchApplication());
        }
        Application application = sighting.application().get();
        if (sighting.instance().isEmpty()) {
            return begin(wish, application);
        }
        Instance instance = sighting.instance().get();
        return switch (instance.registration()) {
            case Attempt attempt -> takeOver(wish, instance, attempt);
            case Registration.Active(Client client) ->
                Optional.of(reregistration.ofWorking(instance, client, wish, application));
            case Registration.Suspect(Client client, var _, var _) ->
                Optional.of(reregistration.ofWorking(instance, client, wish, application));
            case Registration.Quarantined(Client client, var _) ->
                reregistration.ofQuarantined(instance, client, wish, application);
            case Registration.Deregistered _ ->
                wish.differsFrom(instance) ? Optional.of(new Registering.Conflict()) : restore(instance);
        };
    }

    private Optional<Registering> begin(Wish wish, Application application) {
        if (application.currentStatement().revoked()) {
            return Optional.of(new Registering.StatementRevoked());
        }
        return pursuit.of(intents.first(
                wish.key(),
                application.currentStatement().fingerprint(),
                wish.redirectUri().or(application::redirectUri),
                wish.device()));
    }

    private Optional<Registering> takeOver(Wish wish, Instance instance, Attempt attempt) {
        Instant now = clock.instant();
        if (now.isBefore(attempt.leaseUntil())) {
            return Optional.empty();
        }
        Optional<Instant> coolDown = instance.upkeep().coolDownUntil().filter(now::isBefore);
        if (coolDown.isPresent()) {
            return Optional.of(new Registering.Unavailable(instance.upkeep().reasonToCoolDown(), coolDown.get()));
        }
        return pursuit.of(intents.takingOver(instance, attempt))
                .map(ending -> ending instanceof Registering.Registered && wish.differsFrom(instance)
                        ? new Registering.Conflict()
                        : ending);
    }

    /** Empty while it is being deregistered, and where there is nothing left to restore, so that it can only begin anew. */
    private Optional<Registering> restore(Instance deregistered) {
        Registering restored = restoreInstance.restore(deregistered.key());
        if (restored instanceof Registering.NoSuchInstance) {
            instances.remove(deregistered);
            return Optional.empty();
        }
        return restored instanceof Registering.InProgress ? Optional.empty() : Optional.of(restored);
    }
}
