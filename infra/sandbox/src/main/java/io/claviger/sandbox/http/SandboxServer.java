package io.claviger.sandbox.http;

import io.claviger.sandbox.faults.EndpointName;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.page.DashboardPage;
import io.claviger.sandbox.state.SandboxState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Listens on the loopback address and routes each call to its endpoint. */
public final class SandboxServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    // The router responds with 400 too, and logs a stack trace.
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    // Handlers block for a write to the state file alone. Vert.x logs a stack trace of a longer block, which on a busy
    // machine is no defect.
    private static final int MAX_BLOCKED_SECONDS = 20;
    private static final int MAX_DASHBOARD_BYTES = 1_048_576;

    private final Vertx vertx;
    private final HttpServer server;

    private SandboxServer(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param claviger base URI of Claviger's local system, for the page; null for none
     * @throws IllegalStateException if the port is not available
     */
    public static SandboxServer start(SandboxState state, int port, @Nullable URI claviger) {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(4)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setMaxEventLoopExecuteTime(MAX_BLOCKED_SECONDS));
        // Without HTTP/2, so that a fault on a connection affects one call.
        var server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(HOST)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(32_768)
                .setCompressionSupported(false));
        var guard = SiteGuard.ofSystemProperty();
        var router = router(vertx, state, claviger);
        server.requestHandler(request -> {
            if (!guard.isForThisMachine(request)) {
                request.response().setStatusCode(403).end("Host names another machine; -Dclaviger.host adds a name");
            } else if (BROKEN_ESCAPE
                    .matcher(request.path() == null ? "" : request.path())
                    .find()) {
                refuse(request);
            } else {
                router.handle(request);
            }
        });
        server.invalidRequestHandler(SandboxServer::refuse);
        try {
            return new SandboxServer(vertx, await(server.listen()));
        } catch (CompletionException e) {
            await(vertx.close());
            throw new IllegalStateException("port " + port + " is not available: " + e.getCause(), e.getCause());
        }
    }

    /** For example {@code http://localhost:8090}. */
    public URI baseUri() {
        return URI.create("http://localhost:" + server.actualPort());
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static Router router(Vertx vertx, SandboxState state, @Nullable URI claviger) {
        var json = new StrictJson();
        var router = Router.router(vertx);
        router.route("/o/*").handler(new CrossOrigin());
        router.route("/api/*").handler(new CrossOrigin());
        router.route("/o/client/register")
                .handler(new AdobeCallHandler(
                        EndpointName.REGISTER, new RegisterEndpoint(state.registration(), json), state));
        router.route("/o/client/token")
                .handler(new AdobeCallHandler(EndpointName.TOKEN, new TokenEndpoint(state.tokenIssuer(), json), state));
        router.route("/api/v2/authenticate/*")
                .handler(new AdobeCallHandler(EndpointName.API, new AuthenticateEndpoint(state.sessions()), state));
        router.route("/api/v2/*")
                .handler(new AdobeCallHandler(EndpointName.API, new ProtectedEndpoint(state, json), state));
        for (var path : List.of("/dashboard/*", "/page/*", "/tv-provider/*")) {
            router.route(path)
                    .handler(new SameOrigin())
                    .handler(BodyHandler.create(false).setBodyLimit(MAX_DASHBOARD_BYTES));
        }
        new DashboardApi(state, json).mount(router);
        new DashboardPage(vertx, state, json, claviger).mount(router);
        router.route().failureHandler(new FailureHandler());
        return router;
    }

    private static void refuse(HttpServerRequest request) {
        var response = AdobeResponse.badRequest();
        request.response()
                .setStatusCode(response.status())
                .putHeader("Content-Type", response.contentType())
                .putHeader("Connection", "close")
                .end(response.body());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
