package io.claviger.authserver;

import io.claviger.core.authorizationserver.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Turns one request into one result. It keeps and logs nothing of request, answer or exception. */
final class HttpTransport {
    private final Connections connections;
    private final Duration totalTimeout;
    private final InstantSource clock;

    HttpTransport(AdobePassConfig config, InstantSource clock) {
        this.connections = new Connections(config.connectTimeout(), clock);
        this.totalTimeout = config.totalTimeout();
        this.clock = clock;
    }

    HttpResult exchange(HttpRequest request, Expectation expectation) {
        // HttpRequest.timeout() ends with the headers (JDK 25). This deadline covers the body too.
        CompletableFuture<HttpResponse<Optional<byte[]>>> exchange = connections.send(
                request,
                head -> new BoundedBody(
                        ResponseClassifier.needsBody(head.statusCode()) ? expectation.maxBodyBytes() : 0));
        try {
            HttpResponse<Optional<byte[]>> response = exchange.get(totalTimeout.toNanos(), TimeUnit.NANOSECONDS);
            Reply reply = new Reply(response.statusCode(), response.headers(), response.body());
            return ResponseClassifier.classify(reply, expectation, clock);
        } catch (TimeoutException _) {
            abandon(exchange);
            return unavailable("timeout");
        } catch (InterruptedException _) {
            abandon(exchange);
            Thread.currentThread().interrupt();
            return unavailable("interrupted");
        } catch (ExecutionException e) {
            abandon(exchange);
            return broken(e.getCause());
        }
    }

    private void abandon(CompletableFuture<?> exchange) {
        exchange.cancel(true);
        connections.close();
    }

    private static HttpResult broken(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _, ConnectException _ -> unsent("connection_failed");
            case HttpTimeoutException _ -> unavailable("timeout");
            case SSLHandshakeException _ -> unsent("tls_failed");
            case SSLException _ -> unavailable("tls_failed");
            case ProtocolException _ -> notHttp();
            case IOException _ -> unavailable("connection_lost");
            case Error error -> throw error;
            case null, default -> notHttp();
        };
    }

    private static HttpResult unavailable(String reason) {
        return new HttpResult.Failed(new Failure.Unavailable(reason));
    }

    /** Before the TLS connection stands, no byte of the request has left this machine. */
    private static HttpResult unsent(String reason) {
        return new HttpResult.Failed(Failure.Unavailable.unsent(reason));
    }

    private static HttpResult notHttp() {
        return new HttpResult.Failed(new Failure.Unintelligible("not_http"));
    }
}
