package io.claviger.sandbox.oauth;

import java.time.Instant;
import java.util.List;

/**
 * The credentials of one app instance. Adobe never changes or deletes a client.
 *
 * @param number        counts the clients of a sandbox, from 1
 * @param id            {@code client_id}
 * @param secret        {@code client_secret}
 * @param applicationId the registered application that its statement names
 * @param redirectUris  one URI, or none
 * @param grantTypes    that its token requests may use
 * @param scopes        of its tokens
 * @param issuedAt      when it was registered
 */
public record Client(
        long number,
        String id,
        ClientSecret secret,
        String applicationId,
        List<String> redirectUris,
        List<String> grantTypes,
        List<String> scopes,
        Instant issuedAt) {}
