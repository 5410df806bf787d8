package io.claviger.sandbox.oauth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and verifies access tokens without storing them: a fleet that asks for 1,000 tokens a second, each valid for Adobe's six hours,
 * has 21 million of them. A token is the client's number and the expiry, sealed with AES-GCM.
 */
public final class AccessTokens {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int CONTENT_BYTES = Long.BYTES + Long.BYTES;
    private static final int TOKEN_BYTES = NONCE_BYTES + CONTENT_BYTES + TAG_BYTES;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /** Makes a new key: 256 bits in Base64url. */
    public static String newKey() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Seals with this key.
     *
     * @param sealingKey as {@link #newKey} makes it
     * @throws IllegalArgumentException if it is not such a key
     */
    public AccessTokens(String sealingKey) {
        var bytes = Base64.getUrlDecoder().decode(sealingKey);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    /** The content of a token. */
    record Content(long clientNumber, Instant expiresAt) {}

    AccessToken issue(Client client, Instant now, long lifetimeSeconds) {
        var createdAt = now.truncatedTo(ChronoUnit.MILLIS);
        var expiresAt = createdAt.plusSeconds(lifetimeSeconds);
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(seal(client.number(), expiresAt));
        return new AccessToken(UUID.randomUUID().toString(), value, createdAt, expiresAt);
    }

    /** The content of a token, expired or not; empty unless this key sealed it. */
    Optional<Content> open(String value) {
        try {
            var sealed = Base64.getUrlDecoder().decode(value);
            return sealed.length == TOKEN_BYTES ? Optional.of(unseal(sealed)) : Optional.empty();
        } catch (IllegalArgumentException | AEADBadTagException e) {
            return Optional.empty();
        }
    }

    private byte[] seal(long clientNumber, Instant expiresAt) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var content = ByteBuffer.allocate(CONTENT_BYTES).putLong(clientNumber).putLong(expiresAt.toEpochMilli());
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(content.array());
            return ByteBuffer.allocate(TOKEN_BYTES).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    private Content unseal(byte[] sealed) throws AEADBadTagException {
        try {
            var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            var content = ByteBuffer.wrap(
                    cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
            return new Content(content.getLong(), Instant.ofEpochMilli(content.getLong()));
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        return cipher;
    }
}
