package io.claviger.core.application;

import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import java.util.Optional;

/** The port to the store of software statements. No statement ever overwrites another. */
public interface SoftwareStatements {

    /** Stores a statement; storing the same one again changes nothing. */
    void keep(ApplicationId application, SoftwareStatement statement);

    Optional<SoftwareStatement> find(ApplicationId application, StatementFingerprint fingerprint);
}
