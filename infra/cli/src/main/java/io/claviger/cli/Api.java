package io.claviger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claviger's API. Safe for many threads. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Beyond API Gateway's own limit of 30 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final URI address;
    private final Credential credential;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    Api(URI address, Credential credential) {
        this.address = address;
        this.credential = credential;
    }

    /** {@code /v1/applications/A}. */
    static String application(String id) {
        return "/v1/applications/" + segment(id);
    }

    /** {@code /v1/applications/A/instances/I}. */
    static String instance(String application, String id) {
        return application(application) + "/instances/" + segment(id);
    }

    /** Text as one segment of a path. */
    static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return send("GET", path, Optional.empty(), Map.of()).require();
    }

    /** Every element of a paged list. */
    List<JsonNode> list(String path, String member, Optional<String> status) {
        return list(path, member, status, Integer.MAX_VALUE);
    }

    /** The first elements of a paged list, as many as the pages before and with the maximum have. */
    List<JsonNode> list(String path, String member, Optional<String> status, int max) {
        List<JsonNode> all = new ArrayList<>();
        String query =
                path + "?limit=100" + status.map(name -> "&status=" + name).orElse("");
        Optional<String> next = Optional.empty();
        do {
            JsonNode page =
                    get(query + next.map(text -> "&next=" + segment(text)).orElse(""));
            page.path(member).forEach(all::add);
            next = Optional.ofNullable(page.get("next")).map(JsonNode::asText);
        } while (next.isPresent() && all.size() < max);
        return all;
    }

    Reply send(String method, String path, Optional<JsonNode> body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        body.ifPresent(_ -> all.put("Content-Type", "application/json"));
        HttpRequest request = credential
                .request(method, address.resolve(path), all, body.map(JsonNode::toString))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), read(response.body()), retryAfter(response));
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.NO_ACCESS,
                    "%s does not answer (%s)".formatted(address, e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted");
        }
    }

    private static JsonNode read(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isObject() ? json : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException _) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
