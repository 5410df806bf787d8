package io.claviger.token;

import io.claviger.api.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code min_ttl}: the number of seconds that the token must stay valid. */
final class MinTtl {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");
    private static final int MAX = 86_400;

    private MinTtl() {}

    /** @throws ProblemException if it is not a whole number of seconds from 0 to a day */
    static Duration of(Optional<String> parameter) {
        return parameter.map(MinTtl::seconds).orElse(Duration.ZERO);
    }

    private static Duration seconds(String text) {
        if (!DIGITS.matcher(text).matches() || Integer.parseInt(text) > MAX) {
            throw ProblemException.invalid("min_ttl must be a whole number of seconds from 0 to " + MAX);
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }
}
