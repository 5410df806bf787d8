package io.claviger.core.fake;

import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientId;
import java.time.Instant;

/** A token as Adobe holds it, with times on the true clock. */
public record IssuedToken(AccessToken value, ClientId client, Instant issuedAt, Instant expiresAt) {}
