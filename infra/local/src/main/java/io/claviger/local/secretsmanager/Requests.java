package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.aws.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the members of requests, with AWS's own limits. */
final class Requests {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]{1,512}");
    private static final int MIN_TOKEN = 32;
    private static final int MAX_TOKEN = 64;
    private static final int MAX_SECRET_ID = 2048;

    private Requests() {}

    static String name(JsonNode request) {
        String name = text(request, "Name").orElseThrow(() -> required("name"));
        if (!NAME.matcher(name).matches()) {
            throw new AwsError(
                    "ValidationException",
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");
        }
        return name;
    }

    static String secretId(JsonNode request) {
        String id = text(request, "SecretId").orElseThrow(() -> required("secretId"));
        if (id.isEmpty() || id.length() > MAX_SECRET_ID) {
            throw length("secretId", 1, MAX_SECRET_ID);
        }
        return id;
    }

    /** The token that names the new version; made up if the caller sends none, as the SDKs would. */
    static String token(JsonNode request) {
        Optional<String> token = text(request, "ClientRequestToken");
        if (token.isPresent()
                && (token.get().length() < MIN_TOKEN || token.get().length() > MAX_TOKEN)) {
            throw length("clientRequestToken", MIN_TOKEN, MAX_TOKEN);
        }
        return token.orElseGet(() -> UUID.randomUUID().toString());
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

    /** A page size from 1 to 100. */
    static int maxResults(JsonNode request) {
        int size = request.path("MaxResults").asInt(100);
        if (size < 1 || size > 100) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value at 'maxResults' failed to satisfy constraint: Member must have value"
                            + " between 1 and 100");
        }
        return size;
    }

    static AwsError required(String member) {
        return new AwsError(
                "ValidationException",
                "1 validation error detected: Value null at '" + member
                        + "' failed to satisfy constraint: Member must not be null");
    }

    private static AwsError length(String member, int least, int most) {
        return new AwsError(
                "ValidationException",
                "1 validation error detected: Value at '" + member
                        + "' failed to satisfy constraint: Member must have length between " + least + " and " + most);
    }
}
