package io.claviger.sandbox.http;

import io.claviger.sandbox.faults.Endpoint;
import io.claviger.sandbox.json.Json;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Listens on the loopback address and leads each call to its endpoint. */
public final class SandboxServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    // The router itself would answer a 400 to these too, but not without a stack trace in the log.
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    // Nothing here blocks, but for a line to a file: what takes longer is a machine with too much else to do, and no
    // reason for a stack trace.
    private static final int PATIENCE_SECONDS = 20;
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
     * @param claviger where Claviger's local system answers; null if the sandbox runs alone
     * @throws IllegalStateException if the port cannot be had
     */
    public static SandboxServer start(SandboxState state, int port, @Nullable URI claviger) {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(4)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setMaxEventLoopExecuteTime(PATIENCE_SECONDS));
        // Without HTTP/2, so that a fault on a connection meets one call only.
        var server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(HOST)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(32_768)
                .setCompressionSupported(false));
        var router = router(vertx, state, claviger);
        server.requestHandler(request -> {
            if (BROKEN_ESCAPE
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
            throw new IllegalStateException("port " + port + " cannot be had: " + e.getCause(), e.getCause());
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
        var json = new Json();
        var router = Router.router(vertx);
        router.route("/o/*").handler(CrossOrigin.adobe());
        router.route("/api/*").handler(CrossOrigin.adobe());
        router.route("/o/client/register")
                .handler(gate(state, Endpoint.REGISTER, new RegisterEndpoint(state.registration(), json)));
        router.route("/o/client/token")
                .handler(gate(state, Endpoint.TOKEN, new TokenEndpoint(state.tokenIssue(), json)));
        router.route("/api/v2/*")
                .handler(gate(
                        state,
                        Endpoint.API,
                        new ProtectedEndpoint(state.tokenCheck(), new ProtectedResources(state.clock(), json), json)));
        router.route("/dashboard/*")
                .handler(new SameOrigin())
                .handler(BodyHandler.create(false).setBodyLimit(MAX_DASHBOARD_BYTES));
        router.route("/page/*")
                .handler(new SameOrigin())
                .handler(BodyHandler.create(false).setBodyLimit(MAX_DASHBOARD_BYTES));
        new DashboardApi(state, json).mount(router);
        new DashboardPage(vertx, state, json, claviger).mount(router, json);
        router.route().failureHandler(new Failures());
        return router;
    }

    private static void refuse(HttpServerRequest request) {
        var answer = Answer.badRequest();
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .putHeader("Connection", "close")
                .end(answer.body());
    }

    private static AdobeGate gate(SandboxState state, Endpoint endpoint, AdobeEndpoint work) {
        return new AdobeGate(endpoint, work, state.faultsInForce(), state.throttle(), state.requests(), state.clock());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
