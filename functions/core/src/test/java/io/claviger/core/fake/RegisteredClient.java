package io.claviger.core.fake;

import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A client as Adobe holds it. */
public final class RegisteredClient {
    private final ClientCredentials credentials;
    private final IssuedStatement statement;
    private final InstantSource clock;
    private final Instant madeAt;
    private Optional<IssuedToken> lastToken = Optional.empty();
    private Optional<Instant> killedAt = Optional.empty();

    RegisteredClient(ClientCredentials credentials, IssuedStatement statement, InstantSource clock) {
        this.credentials = credentials;
        this.statement = statement;
        this.clock = clock;
        this.madeAt = clock.instant();
    }

    public ClientCredentials credentials() {
        return credentials;
    }

    public IssuedStatement statement() {
        return statement;
    }

    public Instant madeAt() {
        return madeAt;
    }

    /** Adobe removes this client for good. */
    public void kill() {
        killedAt = Optional.of(clock.instant());
    }

    /** Adobe accepts this client again. */
    public void revive() {
        killedAt = Optional.empty();
    }

    public boolean killed() {
        return killedAt.isPresent();
    }

    /** Whether it was usable at every moment since then. */
    public boolean usableSince(Instant then) {
        return !killed() && !statement.revokedSince(then);
    }

    boolean isRefusedAt(Endpoint endpoint) {
        return killed() || statement.refusesAt(endpoint);
    }

    Optional<IssuedToken> lastToken() {
        return lastToken;
    }

    void issued(IssuedToken token) {
        lastToken = Optional.of(token);
    }
}
