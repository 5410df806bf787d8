package io.claviger.sandbox.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One app instance's client credentials, and the last token they got. Adobe never changes or deletes a client. */
public final class Client {
    private final long number;
    private final String id;
    private final ClientSecret secret;
    private final String applicationId;
    private final List<String> redirectUris;
    private final List<String> grantTypes;
    private final List<String> scopes;
    private final Instant issuedAt;
    private final AtomicReference<@Nullable AccessToken> latest = new AtomicReference<>();

    /** With these values, and no token yet. */
    public Client(
            long number,
            String id,
            ClientSecret secret,
            String applicationId,
            List<String> redirectUris,
            List<String> grantTypes,
            List<String> scopes,
            Instant issuedAt) {
        this.number = number;
        this.id = id;
        this.secret = secret;
        this.applicationId = applicationId;
        this.redirectUris = redirectUris;
        this.grantTypes = grantTypes;
        this.scopes = scopes;
        this.issuedAt = issuedAt;
    }

    /** Counts the clients of a sandbox, from 1. */
    public long number() {
        return number;
    }

    /** {@code client_id}. */
    public String id() {
        return id;
    }

    /** {@code client_secret}. */
    public ClientSecret secret() {
        return secret;
    }

    /** The registered application whose statement it was made with. */
    public String applicationId() {
        return applicationId;
    }

    /** What it may be sent back to: one URI, or none. */
    public List<String> redirectUris() {
        return redirectUris;
    }

    /** How it may ask for tokens. */
    public List<String> grantTypes() {
        return grantTypes;
    }

    /** What its tokens may be used for. */
    public List<String> scopes() {
        return scopes;
    }

    /** When it was made. */
    public Instant issuedAt() {
        return issuedAt;
    }

    /** The token it got last, expired or not, since the sandbox was started. */
    public Optional<AccessToken> latestToken() {
        return Optional.ofNullable(latest.get());
    }

    void keep(AccessToken token) {
        latest.set(token);
    }
}
