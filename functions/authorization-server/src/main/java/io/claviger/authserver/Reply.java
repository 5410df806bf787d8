package io.claviger.authserver;

import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP answer as it came.
 *
 * @param body empty where it was too long or not wanted
 */
record Reply(int status, HttpHeaders headers, Optional<byte[]> body) {

    boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    /** Whether the answer says that it is a page for people, whatever its body looks like. */
    boolean isPage() {
        String type = headers.firstValue("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }
}
