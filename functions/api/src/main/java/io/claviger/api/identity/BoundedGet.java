package io.claviger.api.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;

/**
 * A GET of bounded time and size. It follows no redirect, which jose4j's own would, and drops the headers, so that no
 * {@code max-age} extends the freshness of {@link VerificationKeys}. The AWS clients load {@link HttpURLConnection}
 * too, so it adds nothing to a cold start.
 */
public final class BoundedGet implements SimpleGet {
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration TOTAL = Duration.ofSeconds(3);

    @Override
    public SimpleResponse get(String location) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(location).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) READ.toMillis());
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("the status is " + status);
            }
            try (InputStream in = connection.getInputStream()) {
                return new Response(status, "", Map.of(), read(in));
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
                throw new IOException("the body is too large or too slow");
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
