package io.claviger.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Set;

/** The local system's own calls to its AWS services. A test's faults do not affect them. */
public final class AwsCaller {
    private static final Map<String, String> TARGETS = Map.of(
            "dynamodb",
            "DynamoDB_20120810",
            "sqs",
            "AmazonSQS",
            "secretsmanager",
            "secretsmanager",
            "events",
            "AWSEvents",
            "kms",
            "TrentService");

    /** The others speak JSON 1.1, as each service's model says ({@code jsonVersion}). */
    private static final Set<String> JSON_1_0 = Set.of("dynamodb", "sqs");

    private final Map<String, AwsService> services;
    private final String region;

    public AwsCaller(Map<String, AwsService> services, String region) {
        this.services = Map.copyOf(services);
        this.region = region;
    }

    /**
     * Calls an operation and waits for the answer.
     *
     * @throws AwsError if the service refuses
     */
    public JsonNode call(String service, String operation, JsonNode body) throws InterruptedException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "application/x-amz-json-" + (JSON_1_0.contains(service) ? "1.0" : "1.1"))
                .add("X-Amz-Target", TARGETS.get(service) + "." + operation)
                .add(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0");
        AwsService called = services.get(service);
        if (called == null) {
            throw new AwsError("UnknownOperationException", "There is no service " + service);
        }
        HttpResponse response = called.handle(
                new AwsCall(service, operation),
                new HttpRequest(
                        "POST", "/", "", headers, Buffer.buffer(JsonNodes.bytes(body)), "127.0.0.1", action -> {}));
        JsonNode answer = JsonNodes.parse(response.body().getBytes()).orElseGet(JsonNodes::object);
        if (response.status() >= 300) {
            String type = answer.path("__type").asText("InternalFailure");
            throw new AwsError(
                    type.substring(type.indexOf('#') + 1),
                    answer.path("message").asText());
        }
        return answer;
    }
}
