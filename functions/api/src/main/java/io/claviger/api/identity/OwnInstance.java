package io.claviger.api.identity;

import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.instance.InstanceId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * The id of an app's own instance: the claim's value where that is a valid id. Any other text, such as Auth0's
 * {@code auth0|…} or Cognito's {@code region:uuid}, gets the id {@code sub-} and the first 40 characters of the
 * lower-case base32 (RFC 4648) of the SHA-256 of its UTF-8.
 */
final class OwnInstance {
    /** A text of this form counts as any other text, so that it names nobody else's derived id. */
    private static final Pattern DERIVED = Pattern.compile("sub-[a-z2-7]{40}");

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS = 5;
    private static final int LENGTH = 40;

    private OwnInstance() {}

    static InstanceId of(String claim) {
        if (DERIVED.matcher(claim).matches()) {
            return derived(claim);
        }
        try {
            return InstanceId.chosen(claim);
        } catch (InvalidInput _) {
            return derived(claim);
        }
    }

    private static InstanceId derived(String claim) {
        BigInteger digest = new BigInteger(1, sha256(claim));
        StringBuilder id = new StringBuilder("sub-");
        for (int digit = 1; digit <= LENGTH; digit++) {
            id.append(BASE32.charAt(digest.shiftRight(256 - digit * BITS).intValue() & 31));
        }
        return new InstanceId(id.toString());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
