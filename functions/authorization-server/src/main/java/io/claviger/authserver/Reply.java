package io.claviger.authserver;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A received HTTP answer.
 *
 * @param body empty if it was too long or not needed
 */
record Reply(int status, HttpHeaders headers, Optional<byte[]> body) {

    boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    /** When the answer was made, in whole seconds; empty where {@code Date} is missing or unreadable. */
    Optional<Instant> date() {
        return headers.firstValue("Date").flatMap(Reply::parsed);
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Whether the answer declares itself an HTML page. */
    boolean isPage() {
        String type = headers.firstValue("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }
}
