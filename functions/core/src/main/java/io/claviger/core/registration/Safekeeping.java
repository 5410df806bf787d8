package io.claviger.core.registration;

import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import io.claviger.core.vault.VaultUnavailable;
import java.util.Optional;

/** Gets an attempt's client into the vault, where the first one stays. */
final class Safekeeping {
    private final CredentialVault vault;
    private final Journal journal;

    Safekeeping(CredentialVault vault, Journal journal) {
        this.vault = vault;
        this.journal = journal;
    }

    /** What the vault has for the key, unless it is the very client to be replaced. */
    Optional<ClientRegistration> kept(InstanceKey key, Attempt attempt) {
        StoredCredentials holding = vault.find(key);
        if (holding instanceof StoredCredentials.PendingDeletion) {
            vault.restore(key);
            holding = vault.find(key);
        }
        return switch (holding) {
            case StoredCredentials.Present(ClientRegistration client) ->
                Optional.of(client)
                        .filter(held -> !attempt.isToReplace(held.credentials().clientId()));
            case StoredCredentials.PendingDeletion _, StoredCredentials.Absent _ -> Optional.empty();
        };
    }

    /** @return the client that is kept now: another one if that was there first */
    ClientRegistration keep(InstanceKey key, Attempt attempt, ClientRegistration client) {
        boolean stored = attempt.replaces()
                .map(replaced -> vault.replace(key, client, attempt.attemptId(), replaced.id()))
                .orElseGet(() -> vault.create(key, client, attempt.attemptId()));
        if (stored) {
            return client;
        }
        ClientRegistration kept = kept(key, attempt)
                .orElseThrow(() -> new VaultUnavailable("the vault neither takes nor shows a client for " + key));
        if (!kept.credentials().equals(client.credentials())) {
            journal.note(new Entry.ClientLeftBehind(key, client.credentials().clientId()));
        }
        return kept;
    }
}
