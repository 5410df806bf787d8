package io.claviger.core.registration;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.Rejection;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.CoolDown;
import io.claviger.core.registration.CredentialVault.Holding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings a registration attempt, whose intent is already stored, to its end. Dying between any two steps and trying again
 * ends in one usable client: what the vault holds is adopted, what could not be stored is salvaged with the intent, and only
 * when there is neither is Adobe asked for a client.
 */
public final class ClientRegistrar {
    private final Instances instances;
    private final CredentialVault vault;
    private final AuthorizationServer authorizationServer;
    private final Journal journal;
    private final CoolDown coolDown;
    private final InstantSource clock;
    private final LastLook lastLook;

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
        this.lastLook = new LastLook(instances, vault, authorizationServer, journal, coolDown, clock);
    }

    /** How an attempt ended. */
    public sealed interface Ending {
        record Activated(Instance instance) implements Ending {}

        /** The statement was refused, and nothing is kept. */
        record StatementRefused(RegistrationAnswer.StatementRefused.Code code) implements Ending {}

        /** The redirect URI was refused, and nothing is kept. */
        record RedirectUriRefused() implements Ending {}

        /** Nothing was decided; the attempt may be taken up again from {@code retryAt} on. */
        record Failed(Failure failure, Instant retryAt) implements Ending {}

        /** Somebody else took the attempt over: look again. */
        record Superseded() implements Ending {}
    }

    /** What to do before an instance's client is replaced because it was refused. */
    LastLook lastLook() {
        return lastLook;
    }

    /** @param statement asked for only if a client has to be made; empty if there is none */
    public Ending finish(Instance attempting, Attempt attempt, Supplier<Optional<SoftwareStatement>> statement) {
        return finish(attempting, attempt, statement, Optional.empty());
    }

    /** @param before what a refusal puts the instance back to, where the attempt is to replace a client */
    Ending finish(
            Instance attempting,
            Attempt attempt,
            Supplier<Optional<SoftwareStatement>> statement,
            Optional<Instance> before) {
        try {
            Optional<ClientRegistration> kept = kept(attempting.key(), attempt);
            if (kept.isPresent()) {
                return activate(attempting.key(), attempt, kept.get());
            }
            if (attempt.salvaged().isPresent()) {
                return store(attempting.key(), attempt, attempt.salvaged().get());
            }
        } catch (VaultUnavailable _) {
            return fail(attempting, attempt, new Failure.Unavailable("vault_unavailable"));
        }
        Optional<SoftwareStatement> presented = statement.get();
        return presented.isEmpty()
                ? fail(attempting, attempt, new Failure.Unavailable("software_statement_not_in_vault"))
                : register(attempting, attempt, presented.get(), before);
    }

    private Ending register(
            Instance attempting, Attempt attempt, SoftwareStatement statement, Optional<Instance> before) {
        if (!clock.instant().isBefore(attempt.leaseUntil())) {
            return new Ending.Superseded();
        }
        return switch (authorizationServer.register(statement, attempting.redirectUri(), attempting.device())) {
            case RegistrationAnswer.Registered(var credentials, Optional<Instant> issuedAt, var scopes) -> {
                journal.note(new Entry.ClientMade(attempting.key(), credentials.clientId()));
                yield storeOrSalvage(
                        attempting.key(),
                        attempt,
                        new ClientRegistration(credentials, issuedAt.orElseGet(clock::instant), scopes));
            }
            case RegistrationAnswer.StatementRefused(var code) -> {
                abandon(attempting, attempt, before);
                yield new Ending.StatementRefused(code);
            }
            case RegistrationAnswer.RedirectUriRefused _ -> {
                abandon(attempting, attempt, before);
                yield new Ending.RedirectUriRefused();
            }
            case RegistrationAnswer.Failed(Failure failure) -> fail(attempting, attempt, failure);
        };
    }

    private Ending storeOrSalvage(InstanceKey key, Attempt attempt, ClientRegistration client) {
        try {
            return store(key, attempt, client);
        } catch (VaultUnavailable _) {
            return salvage(key, attempt, client);
        }
    }

    private Ending store(InstanceKey key, Attempt attempt, ClientRegistration client) {
        boolean stored = attempt.replaces()
                .map(replaced -> vault.replace(key, client, attempt.attemptId(), replaced.id()))
                .orElseGet(() -> vault.create(key, client, attempt.attemptId()));
        if (stored) {
            return activate(key, attempt, client);
        }
        Optional<ClientRegistration> kept = kept(key, attempt);
        if (kept.isEmpty()) {
            throw new VaultUnavailable("the vault neither takes nor shows a client for " + key);
        }
        if (!kept.get().credentials().equals(client.credentials())) {
            journal.note(new Entry.ClientLeftBehind(key, client.credentials().clientId()));
        }
        return activate(key, attempt, kept.get());
    }

    /** What the vault has for the key, unless it is the very client to be replaced. */
    private Optional<ClientRegistration> kept(InstanceKey key, Attempt attempt) {
        Holding holding = vault.find(key);
        if (holding instanceof Holding.Discarded) {
            vault.restore(key);
            holding = vault.find(key);
        }
        return switch (holding) {
            case Holding.Held(ClientRegistration client) ->
                Optional.of(client)
                        .filter(held -> !attempt.isToReplace(held.credentials().clientId()));
            case Holding.Discarded _, Holding.Nothing _ -> Optional.empty();
        };
    }

    private Ending activate(InstanceKey key, Attempt attempt, ClientRegistration client) {
        return instances
                .update(key, current -> own(current, attempt).map(_ -> current.activated(client.client())))
                .<Ending>map(activated -> {
                    journal.note(new Entry.InstanceChanged(
                            key, attempt.status(), activated.registration().status()));
                    return new Ending.Activated(activated);
                })
                .orElseGet(Ending.Superseded::new);
    }

    private Ending salvage(InstanceKey key, Attempt attempt, ClientRegistration client) {
        Instant now = clock.instant();
        Optional<Instance> salvaged = instances.update(
                key, current -> own(current, attempt).map(mine -> current.with(mine.salvaging(client, now))));
        if (salvaged.isEmpty()) {
            journal.note(new Entry.ClientLeftBehind(key, client.credentials().clientId()));
            return new Ending.Superseded();
        }
        journal.note(new Entry.ClientSalvaged(key, client.credentials().clientId()));
        return new Ending.Failed(new Failure.Unavailable("vault_unavailable"), now);
    }

    /**
     * A new instance was never there. One that had a client is put back to where it was; in quarantine, if whoever knew where
     * that was died.
     */
    private void abandon(Instance attempting, Attempt attempt, Optional<Instance> before) {
        if (attempt.replaces().isPresent()) {
            Rejection rejection = new Rejection("registration_refused", clock.instant());
            Registration quarantined =
                    new Registration.Quarantined(attempt.replaces().get(), rejection);
            instances.update(
                    attempting.key(),
                    current -> own(current, attempt)
                            .map(_ -> before.map(current::putBack).orElseGet(() -> current.with(quarantined))));
        } else {
            instances.remove(attempting);
        }
    }

    private Ending fail(Instance attempting, Attempt attempt, Failure failure) {
        if (attempting.key().isCanary() && attempt.salvaged().isEmpty()) {
            abandon(attempting, attempt, Optional.empty());
        }
        Duration pause = coolDown.after(attempting.upkeep().failures());
        Instant retryAt = clock.instant().plus(pause);
        instances.update(
                attempting.key(),
                current -> own(current, attempt)
                        .map(mine ->
                                current.with(mine.endingAt(clock.instant())).failed(retryAt)));
        return new Ending.Failed(failure, retryAt);
    }

    private static Optional<Attempt> own(Instance current, Attempt attempt) {
        return switch (current.registration()) {
            case Attempt stored when stored.attemptId().equals(attempt.attemptId()) -> Optional.of(stored);
            case Attempt _,
                    Registration.Active _,
                    Registration.Suspect _,
                    Registration.Quarantined _,
                    Registration.Deregistered _ -> Optional.empty();
        };
    }
}
