package io.claviger.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.json.StrictJson.InvalidJsonException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads the state of Claviger's local system. A part that cannot be read is a missing node. */
final class ClavigerClient {
    private static final int TIMEOUT_MS = 2_000;

    private final HttpClient http;
    private final URI base;
    private final StrictJson json;

    ClavigerClient(Vertx vertx, URI base, StrictJson json) {
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(TIMEOUT_MS));
        this.base = base;
        this.json = json;
    }

    /** Claviger's applications, instances and events. */
    record Overview(JsonNode applications, JsonNode instances, JsonNode events) {}

    URI base() {
        return base;
    }

    Future<Overview> overview() {
        return Future.all(applications(), read("/local/instances", ""), read("/local/events", ""))
                .map(all -> new Overview(all.resultAt(0), all.resultAt(1), all.resultAt(2)));
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
