package io.claviger.core.application;

import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.storage.StorageFailure;
import java.util.Optional;

/**
 * The port to the store of software statements. No statement overwrites another. A failure of the store is a value, and
 * says nothing about what the store holds.
 */
public interface SoftwareStatements {

    /** What the store holds for a fingerprint. */
    sealed interface StoredStatement {
        record Present(SoftwareStatement statement) implements StoredStatement {}

        record Absent() implements StoredStatement {}

        record Unreadable(StorageFailure failure) implements StoredStatement {}
    }

    /**
     * Stores a statement; storing the same one again changes nothing.
     *
     * @return empty if that succeeded
     */
    Optional<StorageFailure> keep(ApplicationId application, SoftwareStatement statement);

    StoredStatement find(ApplicationId application, StatementFingerprint fingerprint);
}
