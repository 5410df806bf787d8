package io.claviger.core.registration;

import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.Application;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.Statement;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.registration.ClientRegistrar.Ending;
import io.claviger.core.registration.LastLook.Finding;
import io.claviger.core.revocation.RevocationEvidence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Registers an instance once. Whoever comes while another is registering it waits for that one's result; whoever comes after
 * one that died goes on where it stopped; whoever comes later gets the same client.
 */
public final class RegisterInstance {
    private final Instances instances;
    private final SoftwareStatements statements;
    private final ClientRegistrar registrar;
    private final RestoreInstance restoreInstance;
    private final RevocationEvidence evidence;
    private final EventPublisher events;
    private final RegistrationPolicy policy;
    private final Identifiers identifiers;
    private final Pause pause;
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
        this.statements = statements;
        this.registrar = registrar;
        this.restoreInstance = restoreInstance;
        this.evidence = evidence;
        this.events = events;
        this.policy = policy;
        this.identifiers = identifiers;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * @param redirectUri empty for the application's own
     * @param byOperator an operator may register a quarantined instance anew
     */
    public record Wish(InstanceKey key, Optional<RedirectUri> redirectUri, Device device, boolean byOperator) {}

    public Registering register(Wish wish) {
        Instant giveUpAt = clock.instant().plus(policy.patience());
        while (true) {
            Optional<Registering> settled = attempt(wish, instances.sight(wish.key()));
            if (settled.isPresent()) {
                return settled.get();
            }
            if (!clock.instant().isBefore(giveUpAt)) {
                return new Registering.InProgress();
            }
            pause.pause(policy.poll());
        }
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
            case Registration.Active(Client client) -> Optional.of(again(wish, application, instance, client));
            case Registration.Suspect(Client client, var _) -> Optional.of(again(wish, application, instance, client));
            case Registration.Quarantined(Client client, var _) ->
                mayRegisterAnew(wish, application)
                        ? afterALastLook(wish, application, instance, client)
                        : Optional.of(new Registering.CredentialsRejected());
            case Registration.Deregistered _ ->
                differs(wish, instance) ? Optional.of(new Registering.Conflict()) : restore(instance);
        };
    }

    private Optional<Registering> begin(Wish wish, Application application) {
        if (application.currentStatement().revoked()) {
            return Optional.of(new Registering.StatementRevoked());
        }
        return pursue(Instance.begun(
                wish.key(),
                freshAttempt(Optional.empty()),
                application.currentStatement().fingerprint(),
                wish.redirectUri().or(application::redirectUri),
                wish.device(),
                clock.instant()));
    }

    private Optional<Registering> takeOver(Wish wish, Instance instance, Attempt attempt) {
        Instant now = clock.instant();
        if (now.isBefore(attempt.leaseUntil())) {
            return Optional.empty();
        }
        Optional<Instant> coolDown = instance.upkeep().coolDownUntil().filter(now::isBefore);
        if (coolDown.isPresent()) {
            return Optional.of(new Registering.Unavailable(new Failure.Unavailable("cooling_down"), coolDown.get()));
        }
        return pursue(instance.with(attempt.takenOver(identifiers.next(), now.plus(policy.lease()))))
                .map(ending -> ending instanceof Registering.Registered && differs(wish, instance)
                        ? new Registering.Conflict()
                        : ending);
    }

    private static boolean differs(Wish wish, Instance instance) {
        return wish.redirectUri().isPresent() && !wish.redirectUri().equals(instance.redirectUri());
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

    private Registering again(Wish wish, Application application, Instance instance, Client client) {
        if (differs(wish, instance)) {
            return new Registering.Conflict();
        }
        boolean revoked = application
                .statement(instance.statement())
                .filter(Statement::revoked)
                .isPresent();
        if (!revoked) {
            return inGoodOrder(instance);
        }
        boolean newerStatement =
                !instance.statement().equals(application.currentStatement().fingerprint())
                        && !application.currentStatement().revoked();
        return newerStatement && mayRegisterAnew(wish, application)
                ? anew(wish, application, instance, client).orElseGet(Registering.InProgress::new)
                : new Registering.StatementRevoked();
    }

    /** An instance whose calls fail may have been restored while it was deregistered: then its credentials wait for deletion. */
    private Registering inGoodOrder(Instance instance) {
        return instance.upkeep().failures() > 0
                ? restoreInstance.restore(instance.key())
                : new Registering.AlreadyThere(instance);
    }

    private Optional<Registering> afterALastLook(Wish wish, Application application, Instance instance, Client client) {
        return switch (registrar.lastLook().at(instance, client)) {
            case Finding.Reprieved(Instance active) -> Optional.of(new Registering.AlreadyThere(active));
            case Finding.Refused _ -> anew(wish, application, instance, client);
            case Finding.Unknown(Failure failure, Instant retryAt) ->
                Optional.of(new Registering.Unavailable(failure, retryAt));
            case Finding.Superseded _ -> Optional.empty();
        };
    }

    private Optional<Registering> anew(Wish wish, Application application, Instance instance, Client client) {
        return pursue(
                instance.attempting(
                        freshAttempt(Optional.of(client)),
                        application.currentStatement().fingerprint(),
                        wish.redirectUri().or(instance::redirectUri),
                        wish.device()),
                Optional.of(instance));
    }

    private static boolean mayRegisterAnew(Wish wish, Application application) {
        return wish.byOperator() || application.onRejectedCredentials() == RejectedCredentialsPolicy.REREGISTER;
    }

    private Attempt freshAttempt(Optional<Client> replaces) {
        return new Attempt(identifiers.next(), clock.instant().plus(policy.lease()), Optional.empty(), replaces);
    }

    private Optional<Registering> pursue(Instance intent) {
        return pursue(intent, Optional.empty());
    }

    private Optional<Registering> pursue(Instance intent, Optional<Instance> before) {
        return instances.store(intent).flatMap(stored -> switch (stored.registration()) {
            case Attempt attempt ->
                settle(
                        stored,
                        registrar.finish(
                                stored,
                                attempt,
                                () -> statements.find(stored.key().application(), stored.statement()),
                                before));
            case Registration.Active _,
                    Registration.Suspect _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> Optional.empty();
        });
    }

    private Optional<Registering> settle(Instance attempted, Ending ending) {
        return switch (ending) {
            case Ending.Activated(Instance active) -> {
                active.registration()
                        .knownClient()
                        .ifPresent(client -> events.publish(
                                new Event.InstanceRegistered(active.key(), client.id(), clock.instant())));
                yield Optional.of(new Registering.Registered(active));
            }
            case Ending.StatementRefused(var code) -> {
                evidence.submit(attempted.key());
                yield Optional.of(new Registering.StatementRefused(code));
            }
            case Ending.RedirectUriRefused _ -> Optional.of(new Registering.RedirectUriRefused());
            case Ending.Failed(Failure failure, Instant retryAt) ->
                Optional.of(new Registering.Unavailable(failure, retryAt));
            case Ending.Superseded _ -> Optional.empty();
        };
    }
}
