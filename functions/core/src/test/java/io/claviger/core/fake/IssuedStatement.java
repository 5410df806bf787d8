package io.claviger.core.fake;

import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A software statement as Adobe holds it. */
public final class IssuedStatement {
    private final StatementFingerprint fingerprint;
    private final List<RedirectUri> redirectUris;
    private final InstantSource clock;
    private final Set<Endpoint> refusing = EnumSet.noneOf(Endpoint.class);
    private boolean revoked;
    private boolean grantsNoTokens;
    private boolean acceptsEveryRedirectUri;
    private Instant changedAt = Instant.MIN;

    IssuedStatement(StatementFingerprint fingerprint, List<RedirectUri> redirectUris, InstantSource clock) {
        this.fingerprint = fingerprint;
        this.redirectUris = redirectUris;
        this.clock = clock;
    }

    public void revoke(Set<Endpoint> showsAt) {
        revoked = true;
        refusing.clear();
        refusing.addAll(showsAt);
        changedAt = clock.instant();
    }

    public void reinstate() {
        if (revoked) {
            changedAt = clock.instant();
        }
        revoked = false;
        refusing.clear();
    }

    public StatementFingerprint fingerprint() {
        return fingerprint;
    }

    public boolean revoked() {
        return revoked;
    }

    /** When it was last revoked or reinstated; {@link Instant#MIN} if it never was. */
    public Instant changedAt() {
        return changedAt;
    }

    /** Whether it was revoked at any moment since then. */
    public boolean revokedSince(Instant then) {
        return revoked || !changedAt.isBefore(then);
    }

    public boolean refusesAt(Endpoint endpoint) {
        return refusing.contains(endpoint);
    }

    /** From now on its clients get {@code unauthorized_client}: their application may not use the grant. */
    public void grantNoTokens() {
        grantsNoTokens = true;
    }

    boolean grantsNoTokens() {
        return grantsNoTokens;
    }

    /** Sets whether its application accepts even a redirect URI of nobody's. */
    public void acceptEveryRedirectUri(boolean accept) {
        acceptsEveryRedirectUri = accept;
    }

    public boolean allows(RedirectUri uri) {
        return acceptsEveryRedirectUri || redirectUris.contains(uri);
    }
}
