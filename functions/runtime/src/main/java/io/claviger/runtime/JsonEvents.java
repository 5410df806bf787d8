package io.claviger.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/** Events for a function that tells them apart by their content, not by their type. */
public final class JsonEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonEvents() {}

    public static void handle(InputStream event, OutputStream answer, UnaryOperator<JsonNode> handler)
            throws IOException {
        JSON.writeValue(answer, handler.apply(JSON.readTree(event)));
    }
}
