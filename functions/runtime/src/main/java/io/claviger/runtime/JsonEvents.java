package io.claviger.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/** JSON events for a function whose events have several shapes. */
public final class JsonEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonEvents() {}

    public static void handle(InputStream event, OutputStream answer, UnaryOperator<JsonNode> handler)
            throws IOException {
        JSON.writeValue(answer, handler.apply(JSON.readTree(event)));
    }
}
