package io.claviger.aws.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals text with authenticated encryption, bound to its item and field: a sealed text that was moved to another item
 * or field does not open there. Thread-safe.
 */
public final class Sealer {
    private static final int PSEUDONYM_BYTES = 32;

    private final KeysetCache keysets;

    /**
     * @param keysets the readers of the stored keyset, each tried if those before it fail; called at the first use, and again after
     *     a rotation
     */
    public Sealer(List<Supplier<String>> keysets, InstantSource clock) {
        this.keysets = new KeysetCache(keysets, clock);
    }

    /** @param owner the item's key; neither argument may hold a {@code |} */
    public byte[] seal(String clear, String owner, String field) {
        try {
            return keysets.current().seal(clear.getBytes(StandardCharsets.UTF_8), place(owner, field));
        } catch (GeneralSecurityException e) {
            throw new SealBroken(field, e);
        }
    }

    /** @throws SealBroken if another place or an unknown key sealed it, or it was changed */
    public String open(byte[] sealed, String owner, String field) {
        try {
            return new String(keysets.opening(sealed).open(sealed, place(owner, field)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new SealBroken(field, e);
        }
    }

    /** A pseudonym of 64 hexadecimal digits for personal data: stable for the same text, and not reversible. */
    public String pseudonym(String text) {
        try {
            // The oldest key: no rotation drops it, so a pseudonym never changes.
            byte[] secret = keysets.current().keys().getFirst().material();
            byte[] info = place("pseudonym", text);
            // RFC 5869, without a salt.
            return HexFormat.of()
                    .formatHex(KDF.getInstance("HKDF-SHA256")
                            .deriveData(
                                    HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(info, PSEUDONYM_BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HKDF-SHA256", e);
        }
    }

    private static byte[] place(String owner, String field) {
        return (owner + "|" + field).getBytes(StandardCharsets.UTF_8);
    }

    /** A sealed text does not open: it was moved or changed, or its key is lost. */
    public static final class SealBroken extends RuntimeException {
        private static final long serialVersionUID = 1;

        SealBroken(String field, Throwable cause) {
            super("the sealed " + field + " does not open", cause);
        }
    }
}
