package io.claviger.benchmarks;

import static io.restassured.RestAssured.given;

import io.claviger.local.lambda.LambdaFunction;
import io.restassured.http.ContentType;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the token function against a function that only reads one item and one secret at its first invocation: the
 * time from process start to the first response, and the processor time of a vend from memory.
 */
final class TokenFunctionBenchmark {
    private static final int COLD_STARTS = Integer.getInteger("cold-starts", 15);
    private static final int WARM_UP = Integer.getInteger("warm-up", 2_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 20);
    private static final int INVOCATIONS = Integer.getInteger("invocations", 200);
    private static final String APPLICATION = "benchmark";

    private TokenFunctionBenchmark() {}

    /** @param args the folder with {@code template.yaml}; by default two above the current one */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args.length > 0 ? args[0] : "../..");
        PrintStream out = System.out;
        try (Bench bench = Bench.start(root, Files.createTempDirectory("claviger-benchmark"))) {
            Buffer vend = Bench.vend(APPLICATION, "tv", prepare(bench));
            coldStarts(bench, vend, out);
            warm(bench, vend, out);
        }
    }

    /** Creates an application and an instance with a token, and returns the instance's JWT. */
    private static String prepare(Bench bench) {
        String api = bench.system().api().toString();
        String sandbox = bench.system().sandbox().baseUri().toString();
        String id = given().baseUri(sandbox)
                .contentType(ContentType.JSON)
                .body(Map.of("name", APPLICATION))
                .post("/dashboard/registered-applications")
                .path("id");
        String statement = given().baseUri(sandbox)
                .get("/dashboard/registered-applications/{id}/software-statement", id)
                .asString();
        given().baseUri(api)
                .contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + jwt(api, "operator"))
                .body(Map.of("display_name", "Benchmark", "software_statement", statement.strip()))
                .put("/v1/applications/" + APPLICATION)
                .then()
                .statusCode(201);
        String jwt = jwt(api, "app");
        given().baseUri(api)
                .header("Authorization", "Bearer " + jwt)
                .put("/v1/applications/" + APPLICATION + "/instances/tv")
                .then()
                .statusCode(201);
        given().baseUri(api)
                .header("Authorization", "Bearer " + jwt)
                .get("/v1/applications/" + APPLICATION + "/instances/tv/token")
                .then()
                .statusCode(200);
        return jwt;
    }

    private static String jwt(String api, String group) {
        return given().baseUri(api)
                .queryParams("groups", group, "application", APPLICATION, "sub", "tv", "ttl", 7200)
                .get("/local/jwt")
                .asString()
                .strip();
    }

    private static void coldStarts(Bench bench, Buffer vend, PrintStream out) throws InterruptedException {
        List<Duration> token = new ArrayList<>();
        List<Duration> baseline = new ArrayList<>();
        // Alternating, so that other load on the machine affects both alike.
        for (int i = 0; i < COLD_STARTS; i++) {
            baseline.add(coldStart(bench.baseline(), vend));
            token.add(coldStart(bench.token(), vend));
        }
        out.printf(
                Locale.ROOT,
                "cold start to first response, median of %d: token function %d ms, baseline %d ms, ratio %.2f%n",
                COLD_STARTS,
                median(token).toMillis(),
                median(baseline).toMillis(),
                (double) median(token).toNanos() / median(baseline).toNanos());
    }

    private static Duration coldStart(LambdaFunction function, Buffer event) throws InterruptedException {
        Bench.kill(function);
        return Bench.invoke(function, event);
    }

    private static void warm(Bench bench, Buffer vend, PrintStream out) throws InterruptedException {
        cpuMillis(bench.baseline(), vend, WARM_UP);
        cpuMillis(bench.token(), vend, WARM_UP);
        double baseline = 0;
        double token = 0;
        for (int i = 0; i < ROUNDS; i++) {
            baseline += cpuMillis(bench.baseline(), vend, INVOCATIONS) / ROUNDS;
            token += cpuMillis(bench.token(), vend, INVOCATIONS) / ROUNDS;
        }
        out.printf(
                Locale.ROOT,
                "processor time of one of %d warm invocations: vend from memory %.3f ms, empty %.3f ms, added %.3f ms, ratio %.2f%n",
                ROUNDS * INVOCATIONS,
                token,
                baseline,
                token - baseline,
                token / baseline);
    }

    /** Per invocation. */
    private static double cpuMillis(LambdaFunction function, Buffer event, int invocations)
            throws InterruptedException {
        Duration before = Bench.cpu(function);
        for (int i = 0; i < invocations; i++) {
            Bench.invoke(function, event);
        }
        return Bench.cpu(function).minus(before).toNanos() / 1e6 / invocations;
    }

    private static Duration median(List<Duration> durations) {
        List<Duration> sorted = new ArrayList<>(durations);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
