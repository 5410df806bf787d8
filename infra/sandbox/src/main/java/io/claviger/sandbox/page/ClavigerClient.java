package io.claviger.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.claviger.sandbox.json.Json;
import io.claviger.sandbox.json.Json.InvalidJsonException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks the local Claviger how it stands. What cannot be had, for whatever reason, is missing from the answer. */
final class ClavigerClient {
    private static final int TIMEOUT_MS = 2_000;

    private final HttpClient http;
    private final URI base;
    private final Json json;

    ClavigerClient(Vertx vertx, URI base, Json json) {
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(TIMEOUT_MS));
        this.base = base;
        this.json = json;
    }

    /** Claviger's applications, instances and events; a missing node where there was no proper answer. */
    record Answers(JsonNode applications, JsonNode instances, JsonNode events) {}

    URI base() {
        return base;
    }

    Future<Answers> ask() {
        return Future.all(applications(), read("/local/instances", ""), read("/local/events", ""))
                .map(all -> new Answers(all.resultAt(0), all.resultAt(1), all.resultAt(2)));
    }

    private Future<JsonNode> applications() {
        return text("/local/jwt?groups=operator", "")
                .compose(jwt -> read("/v1/applications", "Bearer " + jwt.strip()))
                .otherwise(MissingNode.getInstance());
    }

    private Future<JsonNode> read(String path, String authorization) {
        return text(path, authorization).map(this::parse).otherwise(MissingNode.getInstance());
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException e) {
            return MissingNode.getInstance();
        }
    }

    private Future<String> text(String path, String authorization) {
        var options = new RequestOptions()
                .setAbsoluteURI(base + path)
                .setMethod(HttpMethod.GET)
                .setTimeout(TIMEOUT_MS);
        if (!authorization.isEmpty()) {
            options.putHeader("Authorization", authorization);
        }
        return http.request(options).compose(request -> request.send()).compose(ClavigerClient::body);
    }

    private static Future<String> body(HttpClientResponse response) {
        return response.statusCode() == 200
                ? response.body().map(buffer -> buffer.toString())
                : Future.failedFuture("status " + response.statusCode());
    }
}
