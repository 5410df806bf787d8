package io.claviger.authserver;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * The wait that a 429 asks for (RFC 9110 section 10.2.3: seconds or a date): at least one second (Adobe's throttling
 * page), at most five minutes, so that no answer can stop Claviger for long.
 */
final class RetryAfter {
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    private RetryAfter() {}

    static Duration of(HttpHeaders headers, Instant now) {
        Duration asked = headers.firstValue("Retry-After")
                .map(value -> parse(value.strip(), now))
                .orElse(MIN);
        return asked.compareTo(MIN) < 0 ? MIN : asked.compareTo(MAX) > 0 ? MAX : asked;
    }

    private static Duration parse(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            return value.length() > 9 ? MAX : Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            return Duration.between(now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException _) {
            return MIN;
        }
    }
}
