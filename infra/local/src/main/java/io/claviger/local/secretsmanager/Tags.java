package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;

/** Tags in requests and answers. */
final class Tags {
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private Tags() {}

    static void add(JsonNode request, StoredSecret secret) {
        for (JsonNode tag : request.path("Tags")) {
            String key = tag.path("Key").asText();
            String value = tag.path("Value").asText();
            if (key.isEmpty() || key.length() > MAX_KEY || value.length() > MAX_VALUE) {
                throw new AwsError("ValidationException", "A tag's key or value is too long or empty.");
            }
            secret.tags().put(key, value);
        }
    }

    static ArrayNode of(StoredSecret secret) {
        ArrayNode tags = JsonNodes.array();
        secret.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return tags;
    }
}
