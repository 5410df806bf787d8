package io.claviger.sandbox.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.claviger.sandbox.dashboard.SoftwareStatements;
import java.util.Optional;

/** Caches the valid statements, because a fleet presents the same few statements many times. */
final class StatementCache {
    private final SoftwareStatements statements;
    private final Cache<String, String> applicationIds =
            Caffeine.newBuilder().maximumSize(10_000).build();

    StatementCache(SoftwareStatements statements) {
        this.statements = statements;
    }

    Optional<String> applicationNamedBy(String statement) {
        var known = applicationIds.getIfPresent(statement);
        if (known != null) {
            return Optional.of(known);
        }
        var named = statements.applicationNamedBy(statement);
        named.ifPresent(id -> applicationIds.put(statement, id));
        return named;
    }
}
