package io.claviger.local.http;

import io.claviger.sandbox.http.SiteGuard;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An HTTP server on the loopback address that hands each request, read whole, to a blocking handler. It
 * refuses requests of web pages of other sites. */
public final class LoopbackServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LoopbackServer.class.getName());
    private static final String HOST = "127.0.0.1";

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param port the port, or 0 for any free one
     * @param maxBodyBytes a larger request is answered 413 without reaching the handler
     * @throws IllegalStateException if the port is taken
     */
    public static LoopbackServer listen(Vertx vertx, int port, int maxBodyBytes, HttpHandler handler) {
        return listen(vertx, port, maxBodyBytes, path -> false, handler);
    }

    /**
     * Starts to listen.
     *
     * @param open the paths at which pages of other sites may change something, since a call there needs a credential
     */
    public static LoopbackServer listen(
            Vertx vertx, int port, int maxBodyBytes, Predicate<String> open, HttpHandler handler) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        // API Gateway allows 10,240 bytes of request line and headers.
        HttpServerOptions options = new HttpServerOptions()
                .setHost(HOST)
                .setPort(port)
                .setMaxHeaderSize(10_240)
                .setMaxInitialLineLength(10_240);
        HttpServer server = vertx.createHttpServer(options);
        SiteGuard guard = SiteGuard.ofSystemProperty();
        server.requestHandler(request -> {
            if (!guard.isForThisMachine(request)) {
                refuse(request, "Host names another machine; -Dclaviger.host adds a name");
            } else if (!open.test(path(request)) && guard.isForeignChange(request)) {
                refuse(request, "Pages of other sites may not change anything");
            } else {
                receive(request, maxBodyBytes, handler, threads);
            }
        });
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failure) {
            threads.shutdownNow();
            throw new IllegalStateException(
                    "Port %d on %s cannot be used: end what listens there, or add -Dclaviger.local.port=0 for free ports"
                            .formatted(port, HOST),
                    failure.getCause());
        }
        return new LoopbackServer(server, threads);
    }

    public int port() {
        return server.actualPort();
    }

    public URI uri() {
        return URI.create("http://localhost:" + port());
    }

    @Override
    public void close() {
        // Handlers may wait for an invocation that never comes.
        threads.shutdownNow();
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void refuse(HttpServerRequest request, String reason) {
        write(request.response(), HttpResponse.message(403, reason));
    }

    private static void receive(
            HttpServerRequest request, int maxBodyBytes, HttpHandler handler, ExecutorService threads) {
        Promise<Void> closed = Promise.promise();
        request.connection().closeHandler(ignored -> closed.tryComplete());
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= maxBodyBytes) {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(failure -> LOG.log(Level.FINE, "A request broke off", failure));
        request.endHandler(end -> {
            if (body.length() > maxBodyBytes) {
                write(request.response(), HttpResponse.message(413, "Request Entity Too Large"));
            } else if (!threads.isShutdown()) {
                threads.execute(() -> write(request.response(), answer(handler, read(request, body, closed.future()))));
            }
        });
    }

    private static HttpRequest read(HttpServerRequest request, Buffer body, Future<Void> closed) {
        return new HttpRequest(
                request.method().name(),
                path(request),
                Objects.requireNonNullElse(request.query(), ""),
                request.headers(),
                body,
                request.remoteAddress().hostAddress(),
                action -> closed.onComplete(ignored -> action.run()));
    }

    private static String path(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.path(), "/");
    }

    private static HttpResponse answer(HttpHandler handler, HttpRequest request) {
        try {
            return handler.handle(request);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return HttpResponse.message(503, "Service Unavailable");
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.SEVERE, bug, () -> "No answer to " + request.method() + " " + request.path());
            return HttpResponse.message(500, "Internal Server Error");
        }
    }

    private static void write(HttpServerResponse response, HttpResponse answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        for (HttpResponse.Header header : answer.headers()) {
            response.headers().add(header.name(), header.value());
        }
        response.end(answer.body());
    }
}
