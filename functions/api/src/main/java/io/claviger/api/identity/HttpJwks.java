package io.claviger.api.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * The key set at the provider's address. Plain {@link HttpURLConnection}, because the AWS clients have loaded it
 * already and a cold start should load nothing twice.
 */
public final class HttpJwks implements Jwks {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration TOTAL = Duration.ofSeconds(3);

    private final URI address;

    /** @throws IllegalArgumentException if the address is not https; http is for this machine only */
    public HttpJwks(URI address) {
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        boolean local =
                "http".equalsIgnoreCase(address.getScheme()) && LOCAL.contains(String.valueOf(address.getHost()));
        if (!https && !local) {
            throw new IllegalArgumentException("the identity provider's key set must be at an https address");
        }
        this.address = address;
    }

    @Override
    public String fetch() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) READ.toMillis());
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the key set answered " + connection.getResponseCode());
            }
            try (InputStream in = connection.getInputStream()) {
                return read(in);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String read(InputStream in) throws IOException {
        long deadline = System.nanoTime() + TOTAL.toNanos();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[8 * 1024];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            all.write(chunk, 0, n);
            if (all.size() > MAX_BYTES || System.nanoTime() - deadline > 0) {
                throw new IOException("the key set is too large or too slow");
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
