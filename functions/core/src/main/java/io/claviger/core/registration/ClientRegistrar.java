package io.claviger.core.registration;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.CoolDown;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.VaultUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores the intent of a registration attempt and brings it to its end. Dying between any two steps and trying again
 * ends in one usable client: what the vault holds is adopted, what could not be stored is salvaged with the intent, and only
 * when there is neither is Adobe asked for a client.
 */
public final class ClientRegistrar {
    private final Instances instances;
    private final AuthorizationServer authorizationServer;
    private final Journal journal;
    private final InstantSource clock;
    private final Safekeeping safekeeping;
    private final AttemptEndings endings;
    private final RecheckCredentials recheckCredentials;

    public ClientRegistrar(
            Instances instances,
            CredentialVault vault,
            AuthorizationServer authorizationServer,
            Journal journal,
            CoolDown coolDown,
            InstantSource clock) {
        this.instances = instances;
        this.authorizationServer = authorizationServer;
        this.journal = journal;
        this.clock = clock;
        this.safekeeping = new Safekeeping(vault, journal);
        this.endings = new AttemptEndings(instances, journal, coolDown, clock);
        this.recheckCredentials =
                new RecheckCredentials(instances, vault, authorizationServer, journal, coolDown, clock);
    }

    /** What to do before an instance's client is replaced because it was refused. */
    RecheckCredentials recheckCredentials() {
        return recheckCredentials;
    }

    /** @param statement asked for only if a client has to be made; empty if there is none */
    Ending pursue(Intent intent, Supplier<Optional<SoftwareStatement>> statement) {
        return instances
                .store(intent.instance())
                .map(stored -> finish(stored, intent, statement))
                .orElseGet(Ending.Superseded::new);
    }

    private Ending finish(Instance attempting, Intent intent, Supplier<Optional<SoftwareStatement>> statement) {
        Attempt attempt = intent.attempt();
        Optional<ClientRegistration> kept;
        try {
            kept = safekeeping.kept(intent.key(), attempt);
        } catch (VaultUnavailable _) {
            doubt(intent);
            return vaultUnavailable(attempting, attempt);
        }
        if (kept.isPresent()) {
            return endings.activated(intent.key(), attempt, kept.get());
        }
        doubt(intent);
        if (attempt.salvaged().isPresent()) {
            return keepSalvaged(attempting, attempt, attempt.salvaged().get());
        }
        Optional<SoftwareStatement> presented = statement.get();
        return presented.isEmpty()
                ? endings.failed(attempting, attempt, Failure.Unavailable.unsent("software_statement_not_in_vault"))
                : register(attempting, intent, presented.get());
    }

    /** Whoever died over the attempt that is taken over may have asked for a client before. */
    private void doubt(Intent intent) {
        intent.inherited()
                .filter(Attempt::endsUnknown)
                .ifPresent(dead -> journal.note(
                        new Entry.ClientPossiblyLeftBehind(intent.key(), dead.attemptId(), "attempt_died")));
    }

    private Ending register(Instance attempting, Intent intent, SoftwareStatement statement) {
        Attempt attempt = intent.attempt();
        if (!clock.instant().isBefore(attempt.leaseUntil())) {
            return new Ending.Superseded();
        }
        return switch (authorizationServer.register(statement, attempting.redirectUri(), attempting.device())) {
            case RegistrationAnswer.Registered(var credentials, Optional<Instant> issuedAt, var scopes) -> {
                journal.note(new Entry.ClientMade(intent.key(), credentials.clientId()));
                yield keep(
                        intent.key(),
                        attempt,
                        new ClientRegistration(credentials, issuedAt.orElseGet(clock::instant), scopes));
            }
            case RegistrationAnswer.StatementRefused(var code) -> {
                endings.refused(attempting, attempt, intent.before());
                yield new Ending.StatementRefused(code);
            }
            case RegistrationAnswer.RedirectUriRefused _ -> {
                endings.refused(attempting, attempt, intent.before());
                yield new Ending.RedirectUriRefused();
            }
            case RegistrationAnswer.Failed(Failure failure) -> {
                if (failure.mayHaveBeenDone()) {
                    journal.note(new Entry.ClientPossiblyLeftBehind(intent.key(), attempt.attemptId(), failure.code()));
                }
                yield endings.failed(attempting, attempt, failure);
            }
        };
    }

    private Ending keep(InstanceKey key, Attempt attempt, ClientRegistration fresh) {
        ClientRegistration kept;
        try {
            kept = safekeeping.keep(key, attempt, fresh);
        } catch (VaultUnavailable _) {
            return endings.salvaged(key, attempt, fresh);
        }
        return endings.activated(key, attempt, kept);
    }

    private Ending keepSalvaged(Instance attempting, Attempt attempt, ClientRegistration salvaged) {
        ClientRegistration kept;
        try {
            kept = safekeeping.keep(attempting.key(), attempt, salvaged);
        } catch (VaultUnavailable _) {
            return vaultUnavailable(attempting, attempt);
        }
        return endings.activated(attempting.key(), attempt, kept);
    }

    private Ending vaultUnavailable(Instance attempting, Attempt attempt) {
        return endings.failed(attempting, attempt, new Failure.Unavailable("vault_unavailable"));
    }
}
