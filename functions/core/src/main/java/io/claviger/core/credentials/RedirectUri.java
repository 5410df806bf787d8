package io.claviger.core.credentials;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where the authorization server sends a user agent back to: an absolute URI without fragment (RFC 6749 section 3.1.2),
 * such as {@code https://app.example.com/back}, the custom scheme {@code adobepass://com.programmer}, one as Adobe's
 * dashboard makes them, {@code adbe.id://}, or a private-use scheme, {@code com.example.app:/back} (RFC 8252 section 7.1).
 */
public record RedirectUri(String value) {
    private static final int MAX_LENGTH = 2048;
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> EXECUTABLE = Set.of("javascript", "data", "vbscript", "file", "blob", "about");

    /**
     * @throws InvalidInput if it is not such a URI, holds user info, or has a scheme that a user agent would execute
     */
    public RedirectUri {
        if (value.length() > MAX_LENGTH) {
            throw new InvalidInput("redirect_uri may have at most %d characters".formatted(MAX_LENGTH));
        }
        URI uri = parse(value);
        String scheme = uri.getScheme();
        if (scheme == null || EXECUTABLE.contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new InvalidInput("redirect_uri must be an absolute URI with a scheme that is safe to open");
        }
        boolean web = WEB.contains(scheme.toLowerCase(Locale.ROOT));
        boolean privateUse = !web && scheme.contains(".") && uri.getRawPath() != null;
        if ((web && value.endsWith("://")) || (uri.getRawAuthority() == null && !privateUse)) {
            throw new InvalidInput("redirect_uri must name an authority, as in scheme://host/path");
        }
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            throw new InvalidInput("redirect_uri must not hold user info");
        }
        if (uri.getRawFragment() != null) {
            throw new InvalidInput("redirect_uri must not hold a fragment");
        }
    }

    private static URI parse(String value) {
        try {
            // java.net.URI refuses the empty authority of a custom scheme.
            return new URI(value.endsWith("://") ? value + "empty" : value);
        } catch (URISyntaxException _) {
            throw new InvalidInput("redirect_uri is not a URI");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
