package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A secret's value.
 *
 * @param member {@code SecretString} or {@code SecretBinary}
 * @param content the text, or the bytes in Base64
 */
record SecretValue(String member, String content) {
    private static final int MAX_BYTES = 65_536;

    /**
     * The value that a request brings, if any.
     *
     * @throws AwsError if it brings two, or one of more than 64 KiB
     */
    static Optional<SecretValue> of(JsonNode request) {
        boolean text = request.hasNonNull("SecretString");
        boolean binary = request.hasNonNull("SecretBinary");
        if (text && binary) {
            throw new AwsError(
                    "InvalidParameterException",
                    "You can't specify both a binary secret value and a string secret value.");
        }
        if (!text && !binary) {
            return Optional.empty();
        }
        String member = text ? "SecretString" : "SecretBinary";
        SecretValue value = new SecretValue(member, request.get(member).asText());
        if (value.bytes() == 0 || value.bytes() > MAX_BYTES) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value at '" + (text ? "secretString" : "secretBinary")
                            + "' failed to satisfy constraint: Member must have length between 1 and " + MAX_BYTES);
        }
        return Optional.of(value);
    }

    void writeTo(ObjectNode answer) {
        answer.put(member, content);
    }

    private int bytes() {
        try {
            return member.equals("SecretString")
                    ? content.getBytes(StandardCharsets.UTF_8).length
                    : Base64.getDecoder().decode(content).length;
        } catch (IllegalArgumentException notBase64) {
            throw new AwsError("SerializationException", "SecretBinary is not Base64");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
