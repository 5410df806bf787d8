package io.claviger.core.application;

import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import java.util.Optional;

/** The port to where software statements are kept. None is ever overwritten by another. */
public interface SoftwareStatements {

    /** Keeps a statement; keeping the same one again changes nothing. */
    void keep(ApplicationId application, SoftwareStatement statement);

    Optional<SoftwareStatement> find(ApplicationId application, StatementFingerprint fingerprint);
}
