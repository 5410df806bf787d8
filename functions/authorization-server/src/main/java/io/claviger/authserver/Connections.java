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
 * Sends requests over connections that are kept only while calls follow closely on each other. A Lambda is frozen between
 * invocations, and a connection that the other side has closed meanwhile fails the next request in a way that does not
 * tell whether it arrived; a register call must not run that risk.
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

    /** Starts the exchange; in one step with the choice of the client, so that none is shut down before its request. */
    synchronized <T> CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> handler) {
        return current().sendAsync(request, handler);
    }

    /**
     * Lets go of every connection, once the exchanges on it are over: one that ended badly may leave a connection that the
     * JDK neither uses again nor closes (after a flood of headers or interim answers, JDK 25).
     */
    synchronized void letGo() {
        if (client != null) {
            client.shutdown();
            client = null;
        }
    }

    private HttpClient current() {
        Instant now = clock.instant();
        if (now.isBefore(lastUsed) || !now.isBefore(lastUsed.plus(MAX_IDLE))) {
            letGo();
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
