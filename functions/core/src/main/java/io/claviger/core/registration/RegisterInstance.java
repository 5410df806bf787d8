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
import io.claviger.core.instance.InstanceSnapshot;
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
    private final Poller maxWait;
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
        this.reregistration = new Reregistration(registrar.recheckCredentials(), restoreInstance, intents, pursuit);
        this.maxWait = new Poller(policy, pause, clock);
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

    public RegisterResult register(Wish wish) {
        return maxWait.until(() -> attempt(wish, instances.read(wish.key())), new RegisterResult.InProgress());
    }

    /** Empty where somebody else's work has to be waited for. */
    private Optional<RegisterResult> attempt(Wish wish, InstanceSnapshot snapshot) {
        if (snapshot.application().isEmpty()) {
            return Optional.of(new RegisterResult.NoSuchApplication());
        }
        Application application = snapshot.application().get();
        if (snapshot.instance().isEmpty()) {
            return begin(wish, application);
        }
        Instance instance = snapshot.instance().get();
        return switch (instance.registration()) {
            case Attempt attempt -> takeOver(wish, instance, attempt);
            case Registration.Active(Client client) ->
                Optional.of(reregistration.ofWorking(instance, client, wish, application));
            case Registration.Suspect(Client client, var _, var _) ->
                Optional.of(reregistration.ofWorking(instance, client, wish, application));
            case Registration.Quarantined(Client client, var _) ->
                reregistration.ofQuarantined(instance, client, wish, application);
            case Registration.Deregistered _ ->
                wish.differsFrom(instance) ? Optional.of(new RegisterResult.Conflict()) : restore(instance);
        };
    }

    private Optional<RegisterResult> begin(Wish wish, Application application) {
        if (application.currentStatement().revoked()) {
            return Optional.of(new RegisterResult.StatementRevoked());
        }
        return pursuit.of(intents.first(
                wish.key(),
                application.currentStatement().fingerprint(),
                wish.redirectUri().or(application::redirectUri),
                wish.device()));
    }

    private Optional<RegisterResult> takeOver(Wish wish, Instance instance, Attempt attempt) {
        Instant now = clock.instant();
        if (now.isBefore(attempt.leaseUntil())) {
            return Optional.empty();
        }
        Optional<Instant> coolDown = instance.refreshState().coolDownUntil().filter(now::isBefore);
        if (coolDown.isPresent()) {
            return Optional.of(
                    new RegisterResult.Unavailable(instance.refreshState().reasonToCoolDown(), coolDown.get()));
        }
        return pursuit.of(intents.takingOver(instance, attempt))
                .map(ending -> ending instanceof RegisterResult.Registered && wish.differsFrom(instance)
                        ? new RegisterResult.Conflict()
                        : ending);
    }

    /** Empty while it is being deregistered, and where there is nothing left to restore, so that it can only begin anew. */
    private Optional<RegisterResult> restore(Instance deregistered) {
        RegisterResult restored = restoreInstance.restore(deregistered.key());
        if (restored instanceof RegisterResult.NoSuchInstance) {
            instances.remove(deregistered);
            return Optional.empty();
        }
        return restored instanceof RegisterResult.InProgress ? Optional.empty() : Optional.of(restored);
    }
}
