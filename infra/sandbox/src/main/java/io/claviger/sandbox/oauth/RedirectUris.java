package io.claviger.sandbox.oauth;

import io.claviger.sandbox.dashboard.CustomSchemes;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks redirect URIs: the scheme is a custom scheme, or the host is one of the application's domains or a subdomain. An application
 * with neither accepts all https URIs and http URIs of the loopback, so that a first try needs no set-up.
 */
final class RedirectUris {
    private static final int MAX_LENGTH = 2_000;
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final CustomSchemes customSchemes;

    RedirectUris(CustomSchemes customSchemes) {
        this.customSchemes = customSchemes;
    }

    boolean allows(RegisteredApplication application, String value) {
        if (value.length() > MAX_LENGTH) {
            return false;
        }
        URI uri;
        try {
            // The dashboard makes schemes such as adbe.1234://. RFC 3986 allows an empty authority, java.net.URI only
            // before a path.
            uri = new URI(value.endsWith("://") ? value + "/" : value);
        } catch (URISyntaxException e) {
            return false;
        }
        if (uri.getScheme() == null || uri.getRawUserInfo() != null) {
            return false;
        }
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return WEB.contains(scheme)
                ? allowsHost(application, scheme, uri.getHost())
                : application.customSchemes().contains(scheme) || customSchemes.contains(scheme);
    }

    private static boolean allowsHost(RegisteredApplication application, String scheme, @Nullable String host) {
        if (host == null) {
            return false;
        }
        var name = host.toLowerCase(Locale.ROOT);
        if (application.domains().isEmpty() && application.customSchemes().isEmpty()) {
            return scheme.equals("https") || LOOPBACK.contains(name);
        }
        return application.domains().stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
    }
}
