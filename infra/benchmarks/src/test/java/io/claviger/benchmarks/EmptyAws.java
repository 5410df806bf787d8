package io.claviger.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An AWS whose tables hold nothing, and the environment of functions that call it. */
final class EmptyAws implements AutoCloseable {
    private final HttpServer server;

    private EmptyAws(HttpServer server) {
        this.server = server;
    }

    static EmptyAws open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        return new EmptyAws(server);
    }

    Map<String, String> environment(String handler) {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "QUARKUS_LAMBDA_HANDLER", handler,
                "STAGE", "test",
                "APPLICATIONS_TABLE", "applications",
                "INSTANCES_TABLE", "instances",
                "SHARDS", "2",
                "KEYSET_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:000000000000:secret:keyset",
                "KMS_KEY_ARN", "arn:aws:kms:us-east-1:000000000000:key/key",
                "AUTHORIZATION_SERVER_URI", "https://localhost",
                "EVENT_BUS", "bus",
                "REFRESH_QUEUE_URL", address + "/000000000000/refresh"));
        environment.putAll(Map.of(
                "EVIDENCE_QUEUE_URL", address + "/000000000000/evidence",
                "IDENTITY_ISSUER", "https://localhost",
                "IDENTITY_AUDIENCE", "test",
                "IDENTITY_JWKS_URI", "https://localhost/jwks.json",
                "AWS_ENDPOINT_URL", address,
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_LAMBDA_FUNCTION_NAME", handler,
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"));
        return environment;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
