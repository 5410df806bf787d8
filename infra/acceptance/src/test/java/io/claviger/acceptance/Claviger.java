package io.claviger.acceptance;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The running system as a test sees it: its API, the API for IAM, the sandbox and the AWS endpoint. */
record Claviger(URI api, URI iam, URI sandbox, URI aws) {
    private static final OpenApiContract CONTRACT =
            OpenApiContract.at(Path.of("../../functions/api/src/main/resources/openapi.yaml"));
    private static final String APPLICATIONS = "claviger/local/applications/";
    private static final String AMZ_JSON = "application/x-amz-json-1.1";

    /** A caller with these claims. */
    RequestSpecification as(String groups, String application, String subject) {
        return bearing(jwt(Map.of("groups", groups, "application", application, "sub", subject)));
    }

    RequestSpecification operator() {
        return as("operator", "", "olga");
    }

    RequestSpecification backend(String application) {
        return as("backend", application, "backend");
    }

    RequestSpecification app(String application, String instance) {
        return as("app", application, instance);
    }

    RequestSpecification bearing(String jwt) {
        return anonymous().header("Authorization", "Bearer " + jwt);
    }

    RequestSpecification anonymous() {
        return given().baseUri(api.toString()).filter(CONTRACT).contentType(ContentType.JSON);
    }

    /** The routes that inspect and control the local system. */
    RequestSpecification local() {
        return given().baseUri(api.toString());
    }

    String jwt(Map<String, ?> claims) {
        return local().queryParams(claims)
                .get("/local/jwt")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .strip();
    }

    RequestSpecification adobe() {
        return given().baseUri(sandbox.toString());
    }

    /** Runs a scheduled function now. */
    Response run(String logicalId) {
        return local().post("/local/schedules/" + logicalId);
    }

    List<Map<String, Object>> events() {
        return local().get("/local/events").jsonPath().getList("$");
    }

    /** Sets the sandbox's faults; an empty map clears them. */
    void faults(Map<String, ?> faults) {
        adobe().contentType(ContentType.JSON)
                .body(faults)
                .put("/dashboard/faults")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    /** Sets the AWS faults, as {@code PUT /local/aws-faults} takes them; an empty map clears them. */
    void awsFaults(Object fault) {
        local().contentType(ContentType.JSON)
                .body(fault)
                .put("/local/aws-faults")
                .then()
                .statusCode(204);
    }

    /** The clients that the sandbox has registered since its start. */
    List<Map<String, Object>> registrations() {
        return calls("/o/client/register").stream()
                .filter(call -> Integer.valueOf(201).equals(call.get("status")))
                .toList();
    }

    /** The token calls for a client since the sandbox's start. */
    List<Map<String, Object>> tokenCalls(String clientId) {
        return calls("/o/client/token").stream()
                .filter(call -> clientId.equals(call.get("client_id")))
                .toList();
    }

    /** The sandbox's requests at a path since its start. */
    List<Map<String, Object>> calls(String path) {
        return adobe().queryParam("path", path)
                .get("/dashboard/requests")
                .jsonPath()
                .getList("$");
    }

    /** Creates a registered application in the sandbox and stores it in Claviger under a new id. */
    SampleApplication registeredApplication() {
        SampleApplication application = unregisteredApplication();
        operator()
                .body(application.body())
                .put("/v1/applications/{id}", application.id())
                .then()
                .statusCode(201);
        return application;
    }

    /** Creates a registered application in the sandbox alone. */
    SampleApplication unregisteredApplication() {
        String name = "tv-" + UUID.randomUUID();
        String sandboxId = adobe().contentType(ContentType.JSON)
                .body(Map.of("name", name, "version", "1.0", "domains", List.of("example.com")))
                .post("/dashboard/registered-applications")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new SampleApplication(this, name, sandboxId);
    }

    /** The names of the secrets under a path below the applications. */
    List<String> secrets(String path) {
        Map<String, ?> filter = Map.of("Key", "name", "Values", List.of(APPLICATIONS + path));
        return aws(
                        "secretsmanager",
                        "secretsmanager.ListSecrets",
                        Map.of("MaxResults", 100, "Filters", List.of(filter)))
                .jsonPath()
                .getList("SecretList.Name");
    }

    /** Calls {@code GetSecretValue}. */
    JsonPath secret(String path) {
        return aws("secretsmanager", "secretsmanager.GetSecretValue", Map.of("SecretId", APPLICATIONS + path))
                .jsonPath();
    }

    /** Invokes a function with an event, as {@code aws lambda invoke} does. */
    Response invoke(String function, Object event) {
        return given().baseUri(aws.toString())
                .header("Authorization", authorization("lambda"))
                .contentType(ContentType.JSON)
                .body(event)
                .post("/2015-03-31/functions/claviger-local-{function}/invocations", function);
    }

    /** Puts a message into a queue. */
    void sendMessage(String queue, String body) {
        aws("sqs", "AmazonSQS.SendMessage", Map.of("QueueUrl", queueUrl(queue), "MessageBody", body))
                .then()
                .statusCode(200);
    }

    /** Throws a queue's messages away. */
    void purge(String queue) {
        aws("sqs", "AmazonSQS.PurgeQueue", Map.of("QueueUrl", queueUrl(queue)))
                .then()
                .statusCode(200);
    }

    private String queueUrl(String name) {
        return aws + "/000000000000/" + name;
    }

    /** A call to an AWS service, as the AWS CLI makes it. */
    Response aws(String service, String target, Object body) {
        return given().baseUri(aws.toString())
                .header("X-Amz-Target", target)
                .header("Authorization", authorization(service))
                .header("X-Amz-Date", "20260101T000000Z")
                .config(config().encoderConfig(encoderConfig().encodeContentTypeAs(AMZ_JSON, ContentType.JSON)))
                .contentType(AMZ_JSON)
                .body(body)
                .post("/");
    }

    private static String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";
    }
}
