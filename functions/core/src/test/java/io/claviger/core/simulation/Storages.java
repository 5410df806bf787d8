package io.claviger.core.simulation;

import io.claviger.core.vault.CredentialStorage;
import io.claviger.core.vault.CredentialStorages;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.TableVault;

/** Both storages of credentials, and the parameter that names the target. A process keeps what it read when it began. */
final class Storages {
    private final boolean moving;
    private final CredentialVault secretsManager;
    private final TableVault table;
    private CredentialStorage target;

    /** @param seed in half of the runs everything stays in Secrets Manager */
    Storages(long seed, CredentialVault secretsManager, TableVault table) {
        this.moving = seed % 4 < 2;
        this.secretsManager = secretsManager;
        this.table = table;
        this.target = moving && seed % 8 < 4 ? CredentialStorage.TABLE : CredentialStorage.SECRETS_MANAGER;
    }

    boolean moving() {
        return moving;
    }

    CredentialStorage target() {
        return target;
    }

    /** An operator deploys the stack with the other value. */
    void changeTarget() {
        if (moving) {
            target = target == CredentialStorage.TABLE ? CredentialStorage.SECRETS_MANAGER : CredentialStorage.TABLE;
        }
    }

    CredentialStorages now() {
        return new CredentialStorages(secretsManager, table, target);
    }
}
