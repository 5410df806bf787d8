package io.claviger.core.registration;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.CoolDown;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.VaultUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks once more for a token with a client that was refused, before it is given up: replacing one signs a viewer out, and a
 * statement that was revoked for a while made all its clients look refused.
 */
final class RecheckCredentials {
    private final Instances instances;
    private final CredentialVault vault;
    private final AuthorizationServer authorizationServer;
    private final Journal journal;
    private final CoolDown coolDown;
    private final InstantSource clock;

    RecheckCredentials(
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

    /** What it shows. */
    sealed interface Finding {
        /** The client works, and the instance is active with it again. */
        record Reprieved(Instance instance) implements Finding {}

        /** The client is refused still, or the vault has none. */
        record Refused() implements Finding {}

        /** Nothing can be said before {@code retryAt}. */
        record Unknown(Failure failure, Instant retryAt) implements Finding {}

        /** Somebody else changed the instance meanwhile: look again. */
        record Superseded() implements Finding {}
    }

    Finding at(Instance quarantined) {
        Instant now = clock.instant();
        if (quarantined.refreshState().coolingDown(now)) {
            return new Finding.Unknown(
                    quarantined.refreshState().reasonToCoolDown(),
                    quarantined.refreshState().coolDownUntil().orElse(now));
        }
        StoredCredentials holding;
        try {
            holding = vault.find(quarantined.key());
        } catch (VaultUnavailable _) {
            return new Finding.Unknown(Failure.Unavailable.unsent("vault_unavailable"), now);
        }
        return switch (holding) {
            case StoredCredentials.Present(ClientRegistration held) -> ask(quarantined, held);
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ -> new Finding.Refused();
        };
    }

    private Finding ask(Instance quarantined, ClientRegistration held) {
        return switch (authorizationServer.requestToken(held.credentials(), quarantined.device())) {
            case TokenAnswer.Issued _ -> reprieve(quarantined, held.client());
            case TokenAnswer.ClientRefused _ -> new Finding.Refused();
            case TokenAnswer.Failed(Failure failure) -> {
                Instant retryAt = clock.instant()
                        .plus(coolDown.after(quarantined.refreshState().failures()));
                instances.store(quarantined.failed(failure, retryAt));
                yield new Finding.Unknown(failure, retryAt);
            }
        };
    }

    /** The client that was asked with, which may be one that a slow attempt left in the vault, and not the instance's last. */
    private Finding reprieve(Instance quarantined, Client client) {
        Optional<Instance> active = instances.store(quarantined.activated(client));
        active.ifPresent(instance -> journal.note(Entry.InstanceChanged.between(quarantined, instance)));
        return active.<Finding>map(Finding.Reprieved::new).orElseGet(Finding.Superseded::new);
    }
}
