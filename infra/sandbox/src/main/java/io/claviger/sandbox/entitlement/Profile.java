package io.claviger.sandbox.entitlement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A viewer who signed in, or a device with temporary access.
 *
 * @param key        what it belongs to
 * @param owner      the id of its client's registered application; empty for temporary access
 * @param viewer     the name with which the viewer signed in; empty for temporary access
 * @param notBefore  when the viewer signed in
 * @param notAfter   when it expires
 * @param ending     how it ended before it expired
 */
public record Profile(Key key, String owner, String viewer, Instant notBefore, Instant notAfter, Ending ending) {
    private static final int ID_BYTES = 20;

    /**
     * A profile belongs to a client and a device identifier: with another client, the same device has another key and no profile. (Adobe
     * Pass, REST API v2 FAQs.)
     *
     * @param clientId empty for temporary access, which belongs to the device alone
     * @param device   the value of {@code AP-Device-Identifier}
     */
    public record Key(String clientId, String device, String serviceProvider, TvProvider provider) {}

    /** How a profile ended. */
    public enum Ending {
        /** It did not. */
        NONE,
        /** By a logout. */
        SIGNED_OUT,
        /** By the revocation of its client's statement. */
        REVOKED
    }

    /** The provider's opaque id of the viewer. The same name has the same id. */
    public String userId() {
        var provider = key.provider();
        return provider.isTempPass() ? "temppass_" + digest(key.device()) : digest(provider.id() + "/" + viewer);
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    Profile ended(Ending how) {
        return new Profile(key, owner, viewer, notBefore, notAfter, how);
    }

    /** Whether the viewer is signed in. */
    public boolean isValidAt(Instant now) {
        return ending == Ending.NONE && now.isBefore(notAfter);
    }
}
