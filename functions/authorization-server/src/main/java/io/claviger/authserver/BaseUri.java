package io.claviger.authserver;

import io.claviger.core.credentials.InvalidInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The authorization server's address: {@code https://host[:port][/path]}. Plain {@code http} is allowed for this
 * machine alone, because the calls carry secrets (RFC 6749 section 1.6).
 *
 * @param value the address without a trailing slash
 */
public record BaseUri(String value) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @throws InvalidInput if it is no such address, or holds user info, a query or a fragment; the message never
     *     repeats the address
     */
    public BaseUri {
        URI uri = parse(value);
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || host == null) {
            throw new InvalidInput("the authorization server's address must be an absolute URI with a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new InvalidInput("the authorization server's address must hold no user info, query or fragment");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new InvalidInput("the authorization server's port must be between 1 and 65535");
        }
        boolean local = THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT));
        if (!scheme.equalsIgnoreCase("https") && !(scheme.equalsIgnoreCase("http") && local)) {
            throw new InvalidInput(
                    "the authorization server's address must be https (http is allowed for localhost alone)");
        }
        value = value.replaceFirst("/+$", "");
    }

    private static URI parse(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException _) {
            throw new InvalidInput("the authorization server's address is not a URI");
        }
    }

    /** The host alone, without the port. */
    public String host() {
        return URI.create(value).getHost();
    }

    /** @param path begins with a slash and needs no escaping */
    URI resolve(String path) {
        return URI.create(value + path);
    }

    @Override
    public String toString() {
        return value;
    }
}
