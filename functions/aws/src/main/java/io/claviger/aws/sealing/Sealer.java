package io.claviger.aws.sealing;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Seals text so that only who has the keyset can read it, and only where it was meant to stand: what is moved to another item
 * or field does not open there. Safe for use by many threads.
 */
public final class Sealer {
    private final Keyring keyring;

    /** @param keyset reads the keyset as it is kept; asked no earlier than it is needed, and again after a rotation */
    public Sealer(Supplier<String> keyset, InstantSource clock) {
        this.keyring = new Keyring(keyset, clock);
    }

    /** @param owner the key of the item; a {@code |} in neither of the two */
    public byte[] seal(String clear, String owner, String field) {
        try {
            return keyring.current().seal(clear.getBytes(StandardCharsets.UTF_8), place(owner, field));
        } catch (GeneralSecurityException e) {
            throw new SealBroken(field, e);
        }
    }

    /** @throws SealBroken if it was sealed for another place or under a key that is not in the keyset, or was changed since */
    public String open(byte[] sealed, String owner, String field) {
        try {
            return new String(keyring.opening(sealed).open(sealed, place(owner, field)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new SealBroken(field, e);
        }
    }

    /** A name of 64 hexadecimal digits for something personal: the same for the same text, and not to be guessed back. */
    public String pseudonym(String text) {
        try {
            // The oldest key, because no rotation drops it: a pseudonym stays what it was.
            byte[] secret = SealingKey.material(keyring.current().keys().getFirst());
            byte[] info = place("pseudonym", text);
            return HexFormat.of().formatHex(Hkdf.computeHkdf("HMACSHA256", secret, new byte[0], info, 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private static byte[] place(String owner, String field) {
        return (owner + "|" + field).getBytes(StandardCharsets.UTF_8);
    }

    /** Something sealed that does not open: moved, changed, or sealed under a keyset that is lost. */
    public static final class SealBroken extends RuntimeException {
        private static final long serialVersionUID = 1;

        SealBroken(String field, Throwable cause) {
            super("the sealed " + field + " does not open", cause);
        }
    }
}
