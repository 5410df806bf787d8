package io.claviger.api;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The proxy in front of the API. It proves itself by a secret in the header {@code X-Trusted-Proxy-Secret}, and then the
 * address counts that it names in a header of its own.
 */
final class TrustedProxy {
    private static final String SECRET_HEADER = "x-trusted-proxy-secret";

    /** It has a port, and an IPv6 address in it has no brackets: {@code 2001:db8::7:46532} (CloudFront's headers). */
    private static final String CLOUDFRONT = "CloudFront-Viewer-Address";

    private final String addressHeader;
    private final List<ProxySecret> secrets;

    private TrustedProxy(String addressHeader, List<ProxySecret> secrets) {
        this.addressHeader = addressHeader;
        this.secrets = secrets;
    }

    /**
     * The proxy of these settings; empty if they name none.
     *
     * @throws IllegalArgumentException if the header is one that callers can extend, or has no secret
     * @throws InvalidInput if a secret is malformed
     */
    static Optional<TrustedProxy> of(TrustedProxySettings settings) {
        return settings.addressHeader().map(header -> {
            if (header.equalsIgnoreCase("X-Forwarded-For")) {
                throw new IllegalArgumentException(
                        "TRUSTED_PROXY_ADDRESS_HEADER must not be X-Forwarded-For, which callers can begin themselves");
            }
            String secrets = settings.secret()
                    .orElseThrow(() ->
                            new IllegalArgumentException("TRUSTED_PROXY_ADDRESS_HEADER needs TRUSTED_PROXY_SECRET"));
            return new TrustedProxy(
                    header,
                    Arrays.stream(secrets.split(",", -1)).map(ProxySecret::new).toList());
        });
    }

    /** Whether the request came through the proxy: its secret is in the request. */
    boolean passed(Headers headers) {
        return headers.find(SECRET_HEADER)
                .filter(sent -> secrets.stream().anyMatch(secret -> secret.isEqualTo(sent)))
                .isPresent();
    }

    /** The viewer's address in a request that came through the proxy; empty if it is missing or malformed. */
    Optional<ClientIp> viewer(Headers headers) {
        return headers.find(addressHeader).map(this::withoutPort).flatMap(ForwardedFor::address);
    }

    private String withoutPort(String value) {
        return addressHeader.equalsIgnoreCase(CLOUDFRONT)
                ? value.replaceFirst(":[0-9]{1,5}$", "")
                : ForwardedFor.withoutPort(value.strip());
    }

    private static final class ProxySecret extends Secret {
        private static final int MIN_LENGTH = 16;

        ProxySecret(String value) {
            super("TRUSTED_PROXY_SECRET", value, 256);
            if (value.length() < MIN_LENGTH) {
                throw new InvalidInput("TRUSTED_PROXY_SECRET must have at least %d characters".formatted(MIN_LENGTH));
            }
        }

        boolean isEqualTo(String sent) {
            return MessageDigest.isEqual(
                    reveal().getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
        }
    }
}
