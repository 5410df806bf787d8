package io.claviger.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls the API with marked values wherever a caller can send one, and keeps every answer. */
final class MarkedCaller {
    private static final String INSTANCE = "/v1/applications/%s/instances/%s";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final Claviger claviger;
    private final Secrets secrets;
    private final AtomicInteger devices = new AtomicInteger();

    /** @param granted whether the answer is meant to carry a token */
    record Answer(String call, int status, String text, boolean granted) {}

    MarkedCaller(Claviger claviger, Secrets secrets) {
        this.claviger = claviger;
        this.secrets = secrets;
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Makes a unique text and adds it to the secrets to search for. */
    String mark(String kind) {
        String mark = "m4rk3d-" + UUID.randomUUID();
        secrets.add("marked " + kind, mark);
        return mark;
    }

    Answer operator(String method, String path, String body) {
        return send(method, path, body, "operator", "", "olga");
    }

    Answer backend(String method, String application, String instance, String tail, String body) {
        return send(method, INSTANCE.formatted(application, instance) + tail, body, "backend", application, "backend");
    }

    Answer app(String method, String application, String instance, String tail, String body) {
        return send(method, INSTANCE.formatted(application, instance) + tail, body, "app", application, instance);
    }

    private Answer send(String method, String path, String body, String groups, String application, String subject) {
        String jwt = claviger.jwt(Map.of("groups", groups, "application", application, "sub", subject));
        secrets.add("caller's JWT", jwt);
        return send(method, path, body, Map.of("Authorization", "Bearer " + jwt));
    }

    /** Sends a request with these headers from a new device. */
    Answer send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(claviger.api() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("X-Device-Info", deviceInfo())
                .header("X-Forwarded-For", address())
                .header("X-Amzn-Trace-Id", "Root=" + mark("trace id"))
                .header("User-Agent", mark("User-Agent"))
                .header("Cookie", "session=" + mark("cookie"))
                .header("X-Unknown", mark("header"));
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            boolean granted = response.statusCode() == 200
                    && path.replaceFirst("\\?.*", "").endsWith("/token");
            Answer answer = new Answer(
                    method + " " + path,
                    response.statusCode(),
                    response.headers().map() + response.body(),
                    granted);
            answers.add(answer);
            return answer;
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private String deviceInfo() {
        String json =
                "{\"model\":\"TV\",\"version\":\"1\",\"osName\":\"Linux\",\"vendor\":\"%s\"}".formatted(mark("device"));
        String header = Base64.getEncoder().encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        secrets.add("X-Device-Info", header);
        return header;
    }

    private String address() {
        int device = devices.incrementAndGet();
        String address = "2001:db8:%x:%x::cafe".formatted(0x1000 + device, 0x8000 + device);
        secrets.add("client IP", address);
        return address;
    }
}
