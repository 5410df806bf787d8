package io.claviger.sandbox.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads JSON, and refuses repeated or unknown members, trailing text, and numbers for text or text for numbers. */
public final class StrictJson {
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Enum, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build();

    /** The body is invalid. The message says what is wrong and where, and repeats no value of the body. */
    public static final class InvalidJsonException extends Exception {
        private static final long serialVersionUID = 1;

        private InvalidJsonException(String message) {
            super(message);
        }
    }

    /** Reads a tree. */
    public JsonNode readTree(byte[] body) throws InvalidJsonException {
        try {
            return mapper.readTree(body);
        } catch (IOException e) {
            throw new InvalidJsonException("the body is not JSON");
        }
    }

    /** Reads an object of this type. */
    public <T> T read(byte[] body, Class<T> type) throws InvalidJsonException {
        T value;
        try {
            value = mapper.readValue(body, type);
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidJsonException("unknown member " + e.getPropertyName());
        } catch (JsonMappingException e) {
            throw new InvalidJsonException(
                    e.getCause() instanceof IllegalArgumentException cause
                            ? String.valueOf(cause.getMessage())
                            : "wrong type or value" + where(e));
        } catch (IOException e) {
            throw new InvalidJsonException("the body is not JSON");
        }
        if (value == null) {
            throw new InvalidJsonException("the body is not a JSON object");
        }
        return value;
    }

    /** Writes a value. */
    public byte[] write(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String where(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() != null) {
                path.append(path.isEmpty() ? " in " : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
