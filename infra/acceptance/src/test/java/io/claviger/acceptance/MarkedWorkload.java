package io.claviger.acceptance;

import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls every route under every fault of Adobe and AWS, with marked values wherever a caller can send one. */
final class MarkedWorkload {
    private static final String APPLICATION = "/v1/applications/";
    private static final String NONE = "";

    private final Claviger claviger;
    private final MarkedCaller caller;
    private final AtomicInteger instances = new AtomicInteger();

    MarkedWorkload(Claviger claviger, MarkedCaller caller) {
        this.claviger = claviger;
        this.caller = caller;
    }

    void run() {
        SampleApplication application = claviger.registeredApplication();
        letTokenExpire(application);
        everyRoute(application);
        foreignCallers(application);
        malformed(application);
        devices(application);
        adobesFaults().forEach((name, faults) -> underFault(application, faults));
        awaitAnswers(application);
        awsFaults().forEach(this::underAwsFault);
        rejectedCredentials(application);
        revocation(application);
        claviger.run("RefreshSweepFunction");
    }

    private String newInstance() {
        return "device-" + instances.incrementAndGet();
    }

    /** Lets the token of an active instance expire before the next sweep. */
    private void letTokenExpire(SampleApplication application) {
        String instance = newInstance();
        caller.app("PUT", application.id(), instance, NONE, NONE);
        claviger.faults(Map.of("token_ttl_seconds", 2));
        caller.app("GET", application.id(), instance, "/token", NONE);
        claviger.faults(Map.of());
    }

    private void check(SampleApplication application) {
        caller.operator("POST", APPLICATION + application.id() + "/revocation-check", NONE);
    }

    private void everyRoute(SampleApplication application) {
        String id = application.id();
        String one = newInstance();
        caller.operator("GET", "/v1/applications", NONE);
        caller.operator("GET", APPLICATION + id, NONE);
        check(application);
        claviger.run("RevocationCheckFunction");
        caller.app("PUT", id, one, NONE, NONE);
        caller.app(
                "PUT", id, one, NONE, "{\"redirect_uri\":\"https://example.com/" + caller.mark("redirect URI") + "\"}");
        caller.app("GET", id, one, NONE, NONE);
        caller.app("GET", id, one, "/token", NONE);
        caller.backend("GET", id, one, "/token?min_ttl=60&x=" + caller.mark("parameter"), NONE);
        caller.app("POST", id, one, "/token/rejected", "{\"code\":\"" + caller.mark("code") + "\"}");
        caller.app("GET", id, one, "/token", NONE);
        caller.backend("DELETE", id, one, NONE, NONE);
        caller.backend("GET", id, one, "/token", NONE);
        caller.backend("POST", id, one, "/restore", NONE);
        caller.backend("GET", id, one, "/token", NONE);
        caller.backend("PUT", id, newInstance(), "/credentials", credentials(adoptable(application)));
    }

    /** A client that an app registered by itself. */
    private Map<String, String> adoptable(SampleApplication application) {
        JsonPath client = claviger.adobe()
                .contentType(ContentType.JSON)
                .body(Map.of("software_statement", application.statement()))
                .post("/o/client/register")
                .jsonPath();
        return Map.of("client_id", client.getString("client_id"), "client_secret", client.getString("client_secret"));
    }

    private static String credentials(Map<String, String> client) {
        return "{\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                .formatted(client.get("client_id"), client.get("client_secret"));
    }

    private void foreignCallers(SampleApplication application) {
        String path = APPLICATION + application.id() + "/instances/device-1/token";
        for (String jwt : List.of(caller.mark("JWT"), "eyJhbGciOiJub25lIn0." + caller.mark("JWT") + ".x")) {
            caller.send("GET", path, NONE, Map.of("Authorization", "Bearer " + jwt));
        }
        for (Map<String, String> bad : List.of(
                Map.of("issuer", "https://foreign.example.com"), Map.of("audience", "foreign"), Map.of("ttl", "-9"))) {
            Map<String, String> claims = new LinkedHashMap<>(bad);
            claims.putAll(Map.of("groups", "operator", "sub", caller.mark("subject")));
            caller.send("GET", path, NONE, Map.of("Authorization", "Bearer " + claviger.jwt(claims)));
        }
        caller.send("GET", path, NONE, Map.of("Authorization", "Basic " + caller.mark("password")));
        caller.app("GET", application.id(), "nobody", "/token", NONE);
        caller.backend("GET", "foreign", "device-1", "/token", NONE);
    }

    private void malformed(SampleApplication application) {
        String id = application.id();
        for (String body : List.of("{\"%s", "[\"%s\"]", "\"%s\"", "%s", "{\"%s\":1}", "{\"code\":\"%s ü\"}")) {
            caller.app("POST", id, "device-1", "/token/rejected", body.formatted(caller.mark("malformed body")));
            caller.operator("PUT", APPLICATION + "other", body.formatted(caller.mark("malformed body")));
            caller.backend("PUT", id, newInstance(), "/credentials", body.formatted(caller.mark("malformed body")));
        }
        caller.backend(
                "PUT",
                id,
                newInstance(),
                "/credentials",
                credentials(Map.of("client_id", "unknown", "client_secret", caller.mark("adopted client_secret"))));
        caller.operator("PUT", APPLICATION + "other", statement(caller.mark("software statement")));
        caller.operator("PUT", APPLICATION + "other", statement("e30.e30." + caller.mark("software statement")));
        caller.operator(
                "PUT",
                APPLICATION + "other",
                statement(application.statement()).replace("}", ",\"%s\":1}".formatted(caller.mark("member"))));
        caller.app("GET", id, "device-1", "/token?min_ttl=" + caller.mark("parameter"), NONE);
        caller.app(
                "PUT",
                id,
                newInstance(),
                NONE,
                "{\"redirect_uri\":\"javascript:" + caller.mark("redirect URI") + "\"}");
        for (String header : List.of("X-Device-Info", "X-Forwarded-For", "Content-Type")) {
            caller.send(
                    "PUT",
                    APPLICATION + id + "/instances/" + newInstance(),
                    "{}",
                    Map.of(header, caller.mark("malformed header") + " ()", "Authorization", backendsJwt(id)));
        }
    }

    /** The hook admits the first device, refuses one and fails for one; another is beyond the hourly number. */
    private void devices(SampleApplication application) {
        String key = caller.operator("PUT", APPLICATION + application.id() + "/enrolment-key", NONE)
                .text()
                .replaceAll("(?s).*\"enrolment_key\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        for (String attestation : List.of("admit", "refuse", "fail", "admit")) {
            caller.send(
                    "POST",
                    "/v1/device/enrolments",
                    "{\"enrolment_key\":\"%s\",\"device_secret\":true,\"attestation\":\"%s\"}"
                            .formatted(key, attestation + caller.mark("attestation")),
                    Map.of());
        }
    }

    private String backendsJwt(String application) {
        return "Bearer " + claviger.jwt(Map.of("groups", "backend", "application", application, "sub", "backend"));
    }

    private static String statement(String text) {
        return "{\"display_name\":\"A TV app\",\"software_statement\":\"" + text + "\"}";
    }

    private static Map<String, Map<String, Object>> adobesFaults() {
        Map<String, Map<String, Object>> faults = new LinkedHashMap<>();
        for (int status : List.of(200, 302, 400, 401, 404, 429, 500, 503)) {
            faults.put("status " + status, Map.of("status", status));
        }
        for (String rate :
                List.of("drop_response_rate", "reset_rate", "truncate_rate", "endless_body_rate", "same_token_rate")) {
            faults.put(rate, Map.of(rate, 1));
        }
        faults.put("wrong content type", Map.of("content_type", "text/plain"));
        faults.put("late", Map.of("latency_ms", 2500));
        faults.put("tokens expired at once", Map.of("token_ttl_seconds", 0));
        faults.put("throttle", Map.of("throttle", true));
        faults.put("device headers", Map.of("require_device_headers", true));
        return faults;
    }

    private void underFault(SampleApplication application, Map<String, Object> faults) {
        String id = application.id();
        String registered = newInstance();
        caller.app("PUT", id, registered, NONE, NONE);
        claviger.faults(faults);
        atOnce(
                () -> caller.app("GET", id, registered, "/token", NONE),
                () -> caller.backend("PUT", id, newInstance(), NONE, NONE),
                () -> caller.backend("PUT", id, newInstance(), "/credentials", credentials(unknown())),
                () -> caller.operator("PUT", APPLICATION + "other", statement(application.statement())),
                () -> check(application),
                () -> claviger.run("RefreshSweepFunction"));
        claviger.faults(Map.of());
    }

    /** Waits until the breaker is closed: twenty calls that Adobe's faults left without an answer may have opened it. */
    private void awaitAnswers(SampleApplication application) {
        SampleApplication next = claviger.unregisteredApplication();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            check(application);
            return caller.operator("PUT", APPLICATION + next.id(), statement(next.statement()))
                            .status()
                    == 201;
        });
    }

    private Map<String, String> unknown() {
        return Map.of("client_id", "unknown", "client_secret", caller.mark("adopted client_secret"));
    }

    private static void atOnce(Runnable... calls) {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(Arrays.stream(calls)
                            .map(call -> CompletableFuture.runAsync(call, callers))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private static List<Map<String, Object>> awsFaults() {
        List<Map<String, Object>> faults = new ArrayList<>();
        for (String operation : List.of("GetItem", "PutItem", "Query", "Scan")) {
            faults.add(fault("dynamodb", operation, "InternalServerError"));
        }
        for (String operation : List.of("CreateSecret", "GetSecretValue", "DescribeSecret", "DeleteSecret")) {
            faults.add(fault("secretsmanager", operation, "InternalServiceError"));
        }
        faults.add(fault("secretsmanager", "GetSecretValue", "AccessDeniedException"));
        faults.add(fault("sqs", "SendMessageBatch", "InternalError"));
        faults.add(fault("sqs", "SendMessage", "InternalError"));
        faults.add(fault("events", "PutEvents", "InternalException"));
        return faults;
    }

    private static Map<String, Object> fault(String service, String operation, String error) {
        return Map.of("service", service, "operation", operation, "error", error, "count", 20, "when", "after");
    }

    /** Uses an application of its own, because a check that was interrupted blocks others until its lease ends. */
    private void underAwsFault(Map<String, Object> fault) {
        String id = claviger.registeredApplication().id();
        String registered = newInstance();
        caller.app("PUT", id, registered, NONE, NONE);
        claviger.awsFaults(fault);
        atOnce(
                () -> caller.app("GET", id, registered, "/token", NONE),
                () -> caller.app("PUT", id, newInstance(), NONE, NONE),
                () -> caller.backend("DELETE", id, registered, NONE, NONE),
                () -> caller.operator("GET", "/v1/applications", NONE),
                () -> caller.operator("POST", APPLICATION + id + "/revocation-check", NONE),
                () -> claviger.run("RefreshSweepFunction"));
        claviger.awsFaults(Map.of());
    }

    /** Replaces the stored client by one that Adobe refuses, so that the refusal becomes evidence. */
    private void rejectedCredentials(SampleApplication application) {
        String instance = newInstance();
        caller.app("PUT", application.id(), instance, NONE, NONE);
        String name = "claviger/local/applications/" + application.id() + "/instances/" + instance;
        String kept = secretsManager("GetSecretValue", Map.of("SecretId", name)).getString("SecretString");
        String clientSecret = JsonPath.from(kept).getString("client_secret");
        secretsManager(
                "PutSecretValue",
                Map.of("SecretId", name, "SecretString", kept.replace(clientSecret, caller.mark("client_secret"))));
        caller.app("GET", application.id(), instance, "/token", NONE);
        check(application);
        caller.app("GET", application.id(), instance, "/token", NONE);
    }

    private JsonPath secretsManager(String operation, Map<String, String> request) {
        return claviger.aws("secretsmanager", "secretsmanager." + operation, request)
                .jsonPath();
    }

    private void revocation(SampleApplication application) {
        for (String where : List.of("register", "token", "api")) {
            claviger.faults(Map.of("revocation_shows_at", List.of(where)));
            application.revoke();
            check(application);
            caller.app("GET", application.id(), "device-1", "/token", NONE);
            caller.app("PUT", application.id(), newInstance(), NONE, NONE);
            caller.operator("PUT", APPLICATION + application.id(), statement(application.statement()));
            application.reinstate();
            claviger.faults(Map.of());
            check(application);
        }
    }
}
