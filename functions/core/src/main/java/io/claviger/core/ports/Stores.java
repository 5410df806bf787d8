package io.claviger.core.ports;

import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.instance.Instances;
import io.claviger.core.vault.CredentialVault;

/** Where state is kept. A use case calls only the methods for the ports that it uses. */
public interface Stores {
    Applications applications();

    SoftwareStatements softwareStatements();

    Instances instances();

    CredentialVault vault();
}
