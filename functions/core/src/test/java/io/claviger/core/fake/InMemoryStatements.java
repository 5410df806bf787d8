package io.claviger.core.fake;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.storage.StorageFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Software statements in a map. */
public final class InMemoryStatements implements SoftwareStatements {
    private record Name(ApplicationId application, StatementFingerprint fingerprint) {}

    private final Map<Name, SoftwareStatement> kept = new HashMap<>();

    /** Somebody deletes them all by force. */
    public void lose() {
        kept.clear();
    }

    @Override
    public Optional<StorageFailure> keep(ApplicationId application, SoftwareStatement statement) {
        kept.put(new Name(application, statement.fingerprint()), statement);
        return Optional.empty();
    }

    @Override
    public StoredStatement find(ApplicationId application, StatementFingerprint fingerprint) {
        return Optional.ofNullable(kept.get(new Name(application, fingerprint)))
                .<StoredStatement>map(StoredStatement.Present::new)
                .orElseGet(StoredStatement.Absent::new);
    }
}
