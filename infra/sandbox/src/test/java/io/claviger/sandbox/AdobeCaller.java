package io.claviger.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** An app that calls Adobe Pass over HTTP. */
public final class AdobeCaller implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    /** Calls the server at this address, without a slash at the end. */
    public AdobeCaller(URI base) {
        this.base = base;
    }

    /** A response. */
    public record Reply(int status, String contentType, String body, HttpResponse<String> raw) {
        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        String error() {
            return json().path("error").asText();
        }
    }

    /** The credentials of a client. */
    public record Credentials(String clientId, String clientSecret) {}

    /** Registers with a statement. */
    public Credentials registered(String statement) {
        var reply = register(statement);
        return new Credentials(
                reply.json().path("client_id").asText(),
                reply.json().path("client_secret").asText());
    }

    Reply register(String statement) {
        return registerBody(write(Map.of("software_statement", statement)));
    }

    Reply register(String statement, String redirectUri) {
        return registerBody(write(Map.of("software_statement", statement, "redirect_uri", redirectUri)));
    }

    Reply registerBody(String body) {
        return send(post("/o/client/register", "application/json;charset=utf-8", body));
    }

    String tokenFor(Credentials credentials) {
        return token(credentials).json().path("access_token").asText();
    }

    /** Requests a token. */
    public Reply token(Credentials credentials) {
        return tokenForm(form(Map.of(
                "client_id", credentials.clientId(),
                "client_secret", credentials.clientSecret(),
                "grant_type", "client_credentials")));
    }

    /** Requests a token with any form. */
    public Reply tokenForm(String form) {
        return send(post("/o/client/token", "application/x-www-form-urlencoded", form));
    }

    /** Calls the protected API with a token. */
    public Reply configuration(String serviceProvider, String token) {
        return send(
                request("/api/v2/" + serviceProvider + "/configuration").header("Authorization", "Bearer " + token));
    }

    Reply get(String path) {
        return send(request(path));
    }

    Reply post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    Reply postJson(String path, String body) {
        return send(post(path, "application/json", body));
    }

    Reply putFaults(String json) {
        return send(request("/dashboard/faults").PUT(BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder post(String path, String contentType, String body) {
        return request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return sendOrFail(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply sendOrFail(HttpRequest.Builder request) throws IOException {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var contentType = response.headers().firstValue("Content-Type").orElse("");
            return new Reply(response.statusCode(), contentType, response.body(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
