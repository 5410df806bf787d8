package io.claviger.benchmarks;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.ExistingArns;
import io.claviger.local.template.FunctionResource;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TemplateParameters;
import io.claviger.local.template.TemplateReader;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The local system with one instance that has a token, and the functions to measure beside it. */
final class Bench implements AutoCloseable {
    private static final String APPLICATION = "benchmark";
    private static final Path BASELINE = Path.of("infra/benchmarks/baseline/target/function.zip");

    private final Path root;
    private final LocalSystem system;
    private final Stack stack;
    private final Path work;
    private final byte[] vend;
    private final EnrolledDevice device;

    private Bench(Path root, LocalSystem system, Stack stack, Path work) {
        this.root = root;
        this.system = system;
        this.stack = stack;
        this.work = work;
        this.vend = vend(prepare());
        String api = system.api().toString();
        this.device = EnrolledDevice.enrol(api, jwt(api, "backend"), APPLICATION, "tv");
    }

    /** @param root the folder of {@code template.yaml} */
    static Bench start(Path root) throws IOException, InterruptedException {
        Path template = root.resolve("template.yaml");
        LocalSystem system =
                LocalSystem.start(LocalOptions.onFreePorts(template).withSchedules(false));
        Map<String, String> parameters = new HashMap<>(TemplateParameters.bundled());
        parameters.replaceAll((_, value) -> value.replace("{api}", system.api().toString())
                .replace("{aws}", system.aws().toString())
                .replace("{sandbox}", system.sandbox().baseUri().toString()));
        Stack stack = TemplateReader.read(template, parameters, AwsEnvironment.local(system.aws()), ExistingArns.NONE);
        return new Bench(root, system, stack, Files.createTempDirectory("benchmark"));
    }

    /** A function of the template, started anew for each invocation. */
    Function function(String logicalId) throws IOException {
        FunctionResource resource = stack.functions().stream()
                .filter(function -> function.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
        return new Function(logicalId, unpacked(resource.code()), resource.handler(), environment(resource), false);
    }

    /** An empty Quarkus function that makes the token function's two main clients and reads nothing. */
    Function empty() throws IOException {
        Function token = function("TokenFunction");
        return new Function("empty", unpacked(root.resolve(BASELINE)), token.handler(), token.environment(), false);
    }

    /** As the empty one, and reads one item and one secret at its first invocation. */
    Function reading() throws IOException {
        return empty().with("reading", "READS", "first");
    }

    /** As the empty one, and reads one item at each invocation. */
    Function readingEach() throws IOException {
        return empty().with("one read", "READS", "each");
    }

    /** The same answer from AWS's runtime alone, without Quarkus. */
    Function plain() throws IOException {
        return new Function(
                "plain",
                unpacked(root.resolve(BASELINE)),
                "io.claviger.baseline.PlainFunction::handleRequest",
                empty().environment(),
                false);
    }

    /** The API Gateway event of a vend. */
    byte[] vend() {
        return vend.clone();
    }

    /** The same of a device, with a new assertion. */
    byte[] deviceVend() {
        return event("GET /v1/device/token", "/v1/device/token", device.assertion());
    }

    private Map<String, String> environment(FunctionResource resource) {
        Map<String, String> environment = new HashMap<>(resource.environment());
        environment.put("AWS_ENDPOINT_URL", system.aws().toString());
        environment.put("AWS_REGION", stack.awsEnvironment().region());
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", resource.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(resource.memoryMegabytes()));
        environment.put("AWS_LAMBDA_LOG_FORMAT", resource.logFormat());
        environment.put("AWS_SDK_UA_APP_ID", resource.logicalId());
        return environment;
    }

    private Path unpacked(Path zip) throws IOException {
        return Zip.unpacked(zip, work.resolve(zip.toString().replaceAll("\\W", "-")));
    }

    /** Creates an application and an instance with a token, and returns the instance's JWT. */
    private String prepare() {
        String api = system.api().toString();
        String sandbox = system.sandbox().baseUri().toString();
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

    private static byte[] vend(String jwt) {
        return event(
                "GET /v1/applications/{applicationId}/instances/{instanceId}/token",
                "/v1/applications/" + APPLICATION + "/instances/tv/token",
                jwt);
    }

    private static byte[] event(String routeKey, String path, String bearer) {
        ObjectNode event = new ObjectMapper().createObjectNode();
        event.put("version", "2.0")
                .put("routeKey", routeKey)
                .put("rawPath", path)
                .put("rawQueryString", "");
        event.putObject("headers").put("authorization", "Bearer " + bearer);
        if (routeKey.contains("{")) {
            event.putObject("pathParameters").put("applicationId", APPLICATION).put("instanceId", "tv");
        }
        event.putObject("requestContext")
                .put("routeKey", routeKey)
                .put("stage", "$default")
                .put("requestId", "benchmark")
                .putObject("http")
                .put("method", "GET")
                .put("path", path)
                .put("sourceIp", "127.0.0.1");
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        system.close();
    }
}
