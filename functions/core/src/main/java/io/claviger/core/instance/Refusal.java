package io.claviger.core.instance;

import java.time.Instant;

/** The authorization server refused an instance's credentials at {@code seenAt}, with Adobe's error {@code code}. */
public record Refusal(String code, Instant seenAt) {
    private static final String REGISTRATION_REFUSED = "registration_refused";

    /** The registration that was to replace an instance's client was refused; the process that began it has died. */
    public static Refusal ofRegistration(Instant seenAt) {
        return new Refusal(REGISTRATION_REFUSED, seenAt);
    }

    /** The endpoint of Adobe Pass that refused: {@code token} or {@code register}. */
    public String where() {
        return code.equals(REGISTRATION_REFUSED) ? "register" : "token";
    }
}
