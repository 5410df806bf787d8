package io.claviger.authserver;

import java.net.http.HttpHeaders;
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

    /** Whether the answer declares itself an HTML page. */
    boolean isPage() {
        String type = headers.firstValue("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }
}
