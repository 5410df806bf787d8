package io.claviger.authserver;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, and reuses a connection for two seconds at most. Lambda freezes a process between invocations. On a
 * connection that the server has closed meanwhile, the next request fails without saying whether it arrived. A register
 * call must not take that risk.
 */
final class Connections {
    private static final Duration MAX_IDLE = Duration.ofSeconds(2);

    private final Duration connectTimeout;
    private final InstantSource clock;
    private @Nullable HttpClient client;
    private Instant lastUsed = Instant.MIN;

    Connections(Duration connectTimeout, InstantSource clock) {
        this.connectTimeout = connectTimeout;
        this.clock = clock;
    }

    /** Starts an exchange. The lock also covers the choice of the client, so that it is not shut down before. */
    synchronized <T> CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> handler) {
        return current().sendAsync(request, handler);
    }

    /**
     * Closes every connection after its current exchange. After a flood of headers or interim answers, JDK 25 neither
     * reuses nor closes a connection.
     */
    synchronized void close() {
        if (client != null) {
            client.shutdown();
            client = null;
        }
    }

    private HttpClient current() {
        Instant now = clock.instant();
        if (now.isBefore(lastUsed) || !now.isBefore(lastUsed.plus(MAX_IDLE))) {
            close();
        }
        lastUsed = now;
        HttpClient known = client;
        if (known != null) {
            return known;
        }
        HttpClient fresh = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
        client = fresh;
        return fresh;
    }
}
