package io.claviger.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;

/**
 * The requests that IAM decides when an operation is called, as the service authorization reference lists them. Each is
 * {@code {"action": …, "on": …, "context": {key: value}}}: the table, index, secret, queue, bus or key by the name that
 * the caller used, and of the condition keys those that depend on the call.
 */
final class IamRequests {
    /** The partition keys of the tables; {@code instanceKey} first, since an instance names its application, too. */
    private static final List<String> PARTITION_KEYS = List.of("instanceKey", "applicationId");

    private IamRequests() {}

    /** @param path of the request, which names a function that is invoked */
    static List<JsonNode> of(AwsCall call, String path, JsonNode body) {
        String action = call.service() + ":" + call.operation();
        return switch (call.service()) {
            case "dynamodb" -> List.of(onTable(action, body));
            case "secretsmanager" -> onSecret(action, body);
            case "sqs" -> List.of(request(action.replace("SendMessageBatch", "SendMessage"), body.path("QueueUrl")));
            case "kms" -> List.of(underContext(request(action, body.path("KeyId")), body.path("EncryptionContext")));
            case "events" -> onBuses(action, body.path("Entries"));
            case "lambda" ->
                List.of(JsonNodes.object()
                        .put("action", "lambda:InvokeFunction")
                        .put("on", function(path)));
            default -> List.of(request(action, body.path("Resource")));
        };
    }

    private static String function(String path) {
        return URLDecoder.decode(path.split("/", -1)[3], StandardCharsets.UTF_8);
    }

    private static JsonNode onTable(String action, JsonNode body) {
        String index = body.path("IndexName").asText();
        ObjectNode request = request(action, body.path("TableName"));
        if (!index.isEmpty()) {
            request.put("on", request.path("on").asText() + "/index/" + index);
        }
        JsonNode item = body.has("Key") ? body.path("Key") : body.path("Item");
        PARTITION_KEYS.stream()
                .filter(item::has)
                .findFirst()
                .ifPresent(key -> context(request)
                        .put("dynamodb:LeadingKeys", item.path(key).path("S").asText()));
        return request;
    }

    private static List<JsonNode> onSecret(String action, JsonNode body) {
        JsonNode secret = body.has("SecretId") ? body.path("SecretId") : body.path("Name");
        ObjectNode request = request(action, secret);
        if (body.has("RecoveryWindowInDays")) {
            context(request)
                    .put(
                            "secretsmanager:RecoveryWindowInDays",
                            body.path("RecoveryWindowInDays").asText());
        }
        return action.endsWith(":CreateSecret") && body.has("Tags")
                ? List.of(request, request("secretsmanager:TagResource", secret))
                : List.of(request);
    }

    private static List<JsonNode> onBuses(String action, JsonNode entries) {
        List<JsonNode> requests = new ArrayList<>();
        entries.forEach(entry -> requests.add(request(action, entry.path("EventBusName"))));
        return requests;
    }

    private static JsonNode underContext(ObjectNode request, JsonNode encryptionContext) {
        for (Entry<String, JsonNode> member : encryptionContext.properties()) {
            context(request)
                    .put(
                            "kms:EncryptionContext:" + member.getKey(),
                            member.getValue().asText());
        }
        return request;
    }

    private static ObjectNode request(String action, JsonNode on) {
        return JsonNodes.object().put("action", action).put("on", on.asText());
    }

    private static ObjectNode context(ObjectNode request) {
        return request.withObject("/context");
    }
}
