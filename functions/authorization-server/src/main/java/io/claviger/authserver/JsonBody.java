package io.claviger.authserver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Parses a body as a JSON object, within limits far above Adobe's answers. */
final class JsonBody {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxStringLength(64 * 1024)
            .maxNameLength(1024)
            .maxNumberLength(1000)
            .maxTokenCount(100_000)
            .build();
    private static final ObjectReader READER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private JsonBody() {}

    /** Returns empty for anything but one complete JSON object. */
    static Optional<JsonNode> object(byte[] body) {
        try {
            JsonNode json = READER.readTree(body);
            return json.isObject() ? Optional.of(json) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
