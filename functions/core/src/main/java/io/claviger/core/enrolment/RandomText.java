package io.claviger.core.enrolment;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Random bytes in Base64url without padding. */
final class RandomText {
    private final RandomGenerator random;

    /** @param random cryptographically strong in production */
    RandomText(RandomGenerator random) {
        this.random = random;
    }

    String of(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }
}
