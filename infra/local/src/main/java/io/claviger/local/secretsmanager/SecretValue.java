package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
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
    private static final String STRING = "SecretString";
    private static final String BINARY = "SecretBinary";
    private static final int MAX_BYTES = 65_536;

    /**
     * The request's value; empty if it has none.
     *
     * @throws AwsError if it has two, or one of more than 64 KiB
     */
    static Optional<SecretValue> of(JsonNode request) {
        if (request.hasNonNull(STRING) && request.hasNonNull(BINARY)) {
            throw new AwsError(
                    "InvalidParameterException",
                    "You can't specify both a binary secret value and a string secret value.");
        }
        String member = request.hasNonNull(BINARY) ? BINARY : STRING;
        if (!request.hasNonNull(member)) {
            return Optional.empty();
        }
        SecretValue value = new SecretValue(member, request.get(member).asText());
        if (value.bytes() == 0 || value.bytes() > MAX_BYTES) {
            throw Requests.invalid(member, "Member must have length between 1 and " + MAX_BYTES);
        }
        return Optional.of(value);
    }

    private int bytes() {
        try {
            return member.equals(STRING)
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
