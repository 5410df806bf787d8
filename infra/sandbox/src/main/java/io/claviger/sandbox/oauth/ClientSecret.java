package io.claviger.sandbox.oauth;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret of a client. Prints itself as {@code ***}. */
public final class ClientSecret {
    private static final int BYTES = 32;

    private final String value;

    private ClientSecret(String value) {
        this.value = value;
    }

    @JsonCreator
    static ClientSecret of(String value) {
        return new ClientSecret(value);
    }

    static ClientSecret random(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ClientSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Compares in constant time. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret itself, for the response to its registration and for the state file. */
    @JsonValue
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
