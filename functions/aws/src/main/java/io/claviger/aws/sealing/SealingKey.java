package io.claviger.aws.sealing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An AES-256-GCM key. What it seals is what Tink's {@code AesGcm} makes with the output prefix {@code TINK}: the byte 1,
 * the key's id, a random nonce of 12 bytes, the ciphertext, and a tag of 16 bytes. It is immutable and never printed.
 */
final class SealingKey {
    static final int BYTES = 32;

    private static final byte VERSION = 1;
    private static final int PREFIX_BYTES = 5;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final int id;
    private final SecretKeySpec key;

    /** @throws IllegalArgumentException unless the material has 32 bytes */
    SealingKey(byte[] material, int id) {
        if (material.length != BYTES) {
            throw new IllegalArgumentException("a sealing key has 32 bytes");
        }
        this.id = id;
        this.key = new SecretKeySpec(material, "AES");
    }

    static SealingKey random(int id) {
        byte[] material = new byte[BYTES];
        new SecureRandom().nextBytes(material);
        return new SealingKey(material, id);
    }

    /** The id of the key that sealed this. What is too short for one has 0, and no key opens it. */
    static int sealerOf(byte[] sealed) {
        return sealed.length < PREFIX_BYTES ? 0 : ByteBuffer.wrap(sealed).getInt(1);
    }

    int id() {
        return id;
    }

    byte[] material() {
        return key.getEncoded();
    }

    boolean isSameAs(SealingKey other) {
        return id == other.id && key.equals(other.key);
    }

    byte[] seal(byte[] clear, byte[] associatedData) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        // Without a parameter, the cipher makes a fresh random nonce itself.
        cipher.init(Cipher.ENCRYPT_MODE, key);
        cipher.updateAAD(associatedData);
        ByteBuffer sealed = ByteBuffer.allocate(PREFIX_BYTES + NONCE_BYTES + clear.length + TAG_BYTES)
                .put(VERSION)
                .putInt(id)
                .put(cipher.getIV());
        cipher.doFinal(ByteBuffer.wrap(clear), sealed);
        return sealed.array();
    }

    /** @throws GeneralSecurityException if another key or another place sealed it, or it was changed */
    byte[] open(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        int start = PREFIX_BYTES + NONCE_BYTES;
        if (sealed.length < start + TAG_BYTES || sealed[0] != VERSION || sealerOf(sealed) != id) {
            throw new GeneralSecurityException("not sealed by this key");
        }
        AlgorithmParameterSpec nonce = new GCMParameterSpec(TAG_BYTES * Byte.SIZE, sealed, PREFIX_BYTES, NONCE_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, nonce);
        cipher.updateAAD(associatedData);
        return cipher.doFinal(sealed, start, sealed.length - start);
    }
}
