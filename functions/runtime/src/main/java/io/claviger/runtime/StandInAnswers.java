package io.claviger.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The answers of {@link StandIn}: enough of AWS and Adobe Pass that every call of a vend and of a registration succeeds.
 * It keeps items and secrets as long as it lives. The one condition that it refuses is the device address's to be idle.
 */
final class StandInAnswers {
    static final String JWKS = "/jwks";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEYSET = "{\"format\":\"seed\",\"seed\":\"" + "0".repeat(64) + "\"}";

    /** What the breaker reads after it counted a call. */
    private static final String UPDATED = "{\"Attributes\":{\"answered\":{\"N\":\"1\"},\"silent\":{\"N\":\"0\"}}}";

    private final String jwks;
    private final Map<String, Deque<JsonNode>> items = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private int tokens;

    StandInAnswers(String jwks) {
        this.jwks = jwks;
    }

    record Answer(int status, String json) {
        static Answer ok(String json) {
            return new Answer(200, json);
        }

        static Answer ok(ObjectNode json) {
            return ok(json.toString());
        }
    }

    /** @param target the header {@code X-Amz-Target}; empty for a call that is not AWS's */
    synchronized Answer to(String path, String target, byte[] body) throws IOException {
        return switch (path) {
            case JWKS -> Answer.ok(jwks);
            case "/o/client/register" -> Answer.ok("{\"client_id\":\"priming\",\"client_secret\":\"priming\"}");
            case "/o/client/token" -> Answer.ok("{\"access_token\":\"token-" + ++tokens + "\",\"expires_in\":86400}");
            default -> target.isEmpty() ? Answer.ok("{}") : aws(target, JSON.readTree(body));
        };
    }

    private Answer aws(String target, JsonNode request) {
        return switch (target.substring(target.indexOf('.') + 1)) {
            case "PutItem" -> {
                items(request).addFirst(request.path("Item"));
                yield Answer.ok("{}");
            }
            case "GetItem" -> item(request);
            case "UpdateItem" -> update(request);
            case "CreateSecret" -> {
                secrets.put(
                        request.path("Name").asText(),
                        request.path("SecretString").asText());
                yield Answer.ok("{}");
            }
            case "GetSecretValue" -> secret(request.path("SecretId").asText());
            case "PutEvents" -> Answer.ok("{\"FailedEntryCount\":0}");
            default -> Answer.ok("{}");
        };
    }

    /** The address made a call a moment ago, as after a registration, and has its next turn. */
    private static Answer update(JsonNode request) {
        boolean idle = request.path("UpdateExpression").asText().startsWith("SET #next = :after");
        return idle ? new Answer(400, "{\"__type\":\"ConditionalCheckFailedException\"}") : Answer.ok(UPDATED);
    }

    private Deque<JsonNode> items(JsonNode request) {
        return items.computeIfAbsent(request.path("TableName").asText(), _ -> new ArrayDeque<>());
    }

    private Answer item(JsonNode request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        items(request).stream()
                .filter(item -> request.path("Key").properties().stream()
                        .allMatch(key -> key.getValue().equals(item.get(key.getKey()))))
                .findFirst()
                .ifPresent(item -> answer.set("Item", item));
        return Answer.ok(answer);
    }

    private Answer secret(String id) {
        boolean absent = id.contains("/applications/") && !secrets.containsKey(id);
        return absent
                ? new Answer(400, "{\"__type\":\"ResourceNotFoundException\"}")
                : Answer.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("VersionId", "priming")
                        .put("SecretString", secrets.getOrDefault(id, KEYSET)));
    }
}
