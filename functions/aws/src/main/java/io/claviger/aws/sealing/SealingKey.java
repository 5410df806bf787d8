package io.claviger.aws.sealing;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/** Makes AES-256-GCM keys that put Tink's prefix in front of a ciphertext. */
@AccessesPartialKey
final class SealingKey {
    static final int BYTES = 32;

    private SealingKey() {}

    static AesGcmKey of(byte[] material, int id) {
        return of(SecretBytes.copyFrom(material, InsecureSecretKeyAccess.get()), id);
    }

    static AesGcmKey random(int id) {
        return of(SecretBytes.randomBytes(BYTES), id);
    }

    static byte[] material(AesGcmKey key) {
        return key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
    }

    private static AesGcmKey of(SecretBytes material, int id) {
        try {
            return AesGcmKey.builder()
                    .setParameters(AesGcmParameters.builder()
                            .setKeySizeBytes(BYTES)
                            .setIvSizeBytes(12)
                            .setTagSizeBytes(16)
                            .setVariant(AesGcmParameters.Variant.TINK)
                            .build())
                    .setKeyBytes(material)
                    .setIdRequirement(id)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a sealing key has 32 bytes", e);
        }
    }
}
