package io.claviger.core.ports;

import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.instance.Instances;
import io.claviger.core.vault.CredentialStorages;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.TwoStorageVault;

/** Where state is kept. A use case calls only the methods for the ports that it uses. */
public interface Stores {
    Applications applications();

    SoftwareStatements softwareStatements();

    Instances instances();

    /** The two storages that make up the vault. */
    CredentialStorages storages();

    default CredentialVault vault() {
        return new TwoStorageVault(storages());
    }
}
