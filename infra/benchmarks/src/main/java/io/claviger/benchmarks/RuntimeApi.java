package io.claviger.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Lambda's Runtime API for one process. It does nothing else, so that it measures nothing but the process. */
final class RuntimeApi implements AutoCloseable {
    private static final long LIMIT_SECONDS = 300;
    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:benchmark";

    /** What the process says: that it is ready for an event, that it may be restored, or an answer. */
    record Said(String what, String body) {}

    private final HttpServer server;
    private final SynchronousQueue<byte[]> events = new SynchronousQueue<>();
    private final LinkedBlockingQueue<Said> said = new LinkedBlockingQueue<>();

    private RuntimeApi(HttpServer server) {
        this.server = server;
    }

    static RuntimeApi open() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RuntimeApi api = new RuntimeApi(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(PREFIX, api::serve);
        server.start();
        return api;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until the process has said this. */
    String await(String what) throws InterruptedException {
        Said next = said.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null || !next.what().equals(what)) {
            throw new IllegalStateException("expected %s, and the process said %s".formatted(what, next));
        }
        return next.body();
    }

    /** Gives an event to the process, which has asked for it. */
    void give(byte[] event) throws InterruptedException {
        if (!events.offer(event, LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process asks for no event");
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call = exchange.getRequestURI().getPath().substring(PREFIX.length());
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (call) {
                case "invocation/next" -> next(exchange);
                case "restore/next" -> {
                    said.add(new Said("restore", ""));
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> {
                    String what = call.endsWith("/response") ? "answer" : call;
                    // First, because the process asks for its next event as soon as it has the reply.
                    said.add(new Said(what, new String(body, StandardCharsets.UTF_8)));
                    exchange.sendResponseHeaders(202, -1);
                }
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        said.add(new Said("ready", ""));
        try {
            byte[] event = events.take();
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "benchmark");
            exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", ARN);
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 28_000));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
