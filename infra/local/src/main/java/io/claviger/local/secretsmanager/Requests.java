package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.aws.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the members of requests, with AWS's limits. */
final class Requests {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]{1,512}");
    private static final int MIN_TOKEN = 32;
    private static final int MAX_TOKEN = 64;
    private static final int MAX_SECRET_ID = 2048;
    private static final int MAX_TAG_KEY = 128;
    private static final int MAX_TAG_VALUE = 256;
    private static final int MAX_RESULTS = 100;

    private Requests() {}

    static String name(JsonNode request) {
        String name = text(request, "Name").orElseThrow(() -> missing("name"));
        if (!NAME.matcher(name).matches()) {
            throw new AwsError(
                    "ValidationException",
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following:"
                            + " -/_+=.@!");
        }
        return name;
    }

    static String secretId(JsonNode request) {
        String id = text(request, "SecretId").orElseThrow(() -> missing("secretId"));
        if (id.isEmpty() || id.length() > MAX_SECRET_ID) {
            throw invalid("secretId", "Member must have length between 1 and " + MAX_SECRET_ID);
        }
        return id;
    }

    /**
     * The token, which becomes the id of the new version. A caller that sends none gets a random one, as from the SDKs.
     */
    static String token(JsonNode request) {
        String token = text(request, "ClientRequestToken")
                .orElseGet(() -> UUID.randomUUID().toString());
        if (token.length() < MIN_TOKEN || token.length() > MAX_TOKEN) {
            throw invalid("clientRequestToken", "Member must have length between " + MIN_TOKEN + " and " + MAX_TOKEN);
        }
        return token;
    }

    static Optional<String> text(JsonNode request, String member) {
        JsonNode value = request.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new AwsError("SerializationException", member + " must be a string");
        }
        return Optional.of(value.textValue());
    }

    static List<String> texts(JsonNode request, String member) {
        List<String> texts = new ArrayList<>();
        request.path(member).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    static Map<String, String> tags(JsonNode request) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode tag : request.path("Tags")) {
            String key = tag.path("Key").asText();
            String value = tag.path("Value").asText();
            if (key.isEmpty() || key.length() > MAX_TAG_KEY || value.length() > MAX_TAG_VALUE) {
                throw new AwsError("ValidationException", "A tag's key or value is too long or empty.");
            }
            tags.put(key, value);
        }
        return tags;
    }

    static int maxResults(JsonNode request) {
        int size = request.path("MaxResults").asInt(MAX_RESULTS);
        if (size < 1 || size > MAX_RESULTS) {
            throw invalid("maxResults", "Member must have value between 1 and " + MAX_RESULTS);
        }
        return size;
    }

    static AwsError missing(String member) {
        return new AwsError(
                "ValidationException",
                "1 validation error detected: Value null at '" + member
                        + "' failed to satisfy constraint: Member must not be null");
    }

    static AwsError invalid(String member, String constraint) {
        return new AwsError(
                "ValidationException",
                "1 validation error detected: Value at '" + member + "' failed to satisfy constraint: " + constraint);
    }
}
