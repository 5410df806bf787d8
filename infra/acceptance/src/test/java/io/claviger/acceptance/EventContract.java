package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares every event that arrived on the bus with docs/events.schema.json. */
final class EventContract {
    private static final Path SCHEMA = Path.of("../../docs/events.schema.json");

    private EventContract() {}

    static void check(Claviger claviger) {
        try {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
            for (JsonNode event : new ObjectMapper()
                    .readTree(claviger.local().get("/local/events").asString())) {
                assertThat(schema.validate(event.toString(), InputFormat.JSON))
                        .as("errors in the event %s", event)
                        .isEmpty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
