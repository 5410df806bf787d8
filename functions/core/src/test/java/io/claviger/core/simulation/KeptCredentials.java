package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.InMemoryTableVault;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.InMemoryVault.StoredSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vault.TableVault.Entry;
import java.time.Duration;
import java.util.Optional;

/** What both storages of credentials hold together: what the table holds, else what Secrets Manager holds. */
record KeptCredentials(InMemoryVault secretsManager, InMemoryTableVault table) {

    /** The credentials that count, even if their deletion is pending. */
    Optional<StoredSecret> secret(InstanceKey key) {
        return isInTable(key) ? table.secret(key) : secretsManager.secret(key);
    }

    boolean isInTable(InstanceKey key) {
        return table.locate(key) instanceof Entry.Here;
    }

    boolean holds(ClientId id) {
        return secretsManager.holds(id) || table.holds(id);
    }

    /** Nothing is left, in neither storage. */
    void windowEnds(InstanceKey key) {
        secretsManager.windowEnds(key);
        table.windowEnds(key);
    }

    void discard(InstanceKey key, Duration recoveryWindow) {
        var _ = (isInTable(key) ? table : secretsManager).discard(key, recoveryWindow);
    }
}
