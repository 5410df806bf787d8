package io.claviger.aws.messages;

import static io.claviger.aws.testing.TestData.APPLICATION;
import static io.claviger.aws.testing.TestData.KEY;
import static io.claviger.aws.testing.TestData.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.claviger.aws.json.JsonTree;
import io.claviger.core.application.Evidence;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.journal.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Every event that is published is as docs/events.schema.json says, and has no member that it does not describe. */
final class EventSchemaTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00.123Z");
    private static final ClientId CLIENT = new ClientId("client-1");

    private final FakeBus bus = new FakeBus();
    private final JsonNode document = JsonTree.parse(Files.readString(Path.of("../../docs/events.schema.json")));

    EventSchemaTest() throws IOException {}

    static Stream<Event> events() {
        Evidence evidence = new Evidence("token", "invalid_client", AT);
        return Stream.of(
                new Event.SoftwareStatementRevoked(APPLICATION, STATEMENT.fingerprint(), Optional.of(evidence), AT),
                new Event.SoftwareStatementRevoked(APPLICATION, STATEMENT.fingerprint(), Optional.empty(), AT),
                new Event.SoftwareStatementRestored(APPLICATION, STATEMENT.fingerprint(), AT),
                new Event.CredentialsRejected(KEY, CLIENT, "invalid_client", AT),
                new Event.InstanceRegistered(KEY, CLIENT, AT),
                new Event.InstanceDeregistered(KEY, CLIENT, AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_as_its_schema_says(Event event) {
        new EventBridgePublisher(() -> bus, "bus").publish(event);

        assertThat(faults(document, published())).isEmpty();
        assertThat(faults(closed(), published())).isEmpty();
    }

    @Test
    void the_schema_has_every_event_and_no_other() {
        List<String> names = Arrays.stream(Event.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();

        assertThat(events().map(each -> each.getClass().getSimpleName()).distinct())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(document.at("/properties/detail-type/x-extensible-enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(document.path("allOf"))
                .extracting(each -> each.at("/if/properties/detail-type/const").asText())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void an_event_without_a_member_is_refused_and_one_of_a_later_release_is_taken() {
        String incomplete = "{\"source\":\"io.claviger\",\"detail-type\":\"InstanceRegistered\",\"detail\":{}}";

        assertThat(faults(document, incomplete)).isNotEmpty();
        assertThat(faults(document, incomplete.replace("Registered", "OfALaterRelease")))
                .isEmpty();
    }

    private String published() {
        PutEventsRequestEntry entry = bus.only();
        ObjectNode event = JsonTree.object().put("source", entry.source()).put("detail-type", entry.detailType());
        return event.<ObjectNode>set("detail", JsonTree.parse(entry.detail())).toString();
    }

    /** The schemas, closed to members of later releases. */
    private JsonNode closed() {
        JsonNode closed = document.deepCopy();
        closed.path("$defs").forEach(schema -> {
            if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return closed;
    }

    private static List<?> faults(JsonNode schemas, String event) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemas.toString(), InputFormat.JSON);
        return schema.validate(
                event,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
