package io.claviger.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.aws.JsonService;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.AwsEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** EventBridge's {@code PutEvents}: it checks events as AWS does, and keeps them for {@code GET /local/events}. */
public final class EventBridge extends JsonService {
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_ENTRY_BYTES = 256 * 1024;

    private final AwsEnvironment awsEnvironment;
    private final InstantSource clock;
    private final Set<String> buses = new TreeSet<>(Set.of("default"));
    private final List<ObjectNode> events = new ArrayList<>();

    /**
     * Creates the buses.
     *
     * @param names of the buses in addition to the default one
     */
    public EventBridge(AwsEnvironment awsEnvironment, List<String> names, InstantSource clock) {
        this.awsEnvironment = awsEnvironment;
        this.clock = clock;
        this.buses.addAll(names);
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.of(
                "PutEvents", this::putEvents,
                "ListEventBuses", this::listEventBuses);
    }

    /** The events as a rule's target gets them, oldest first. */
    public synchronized ArrayNode events() {
        return JsonNodes.array().addAll(events);
    }

    private synchronized JsonNode putEvents(JsonNode request) {
        JsonNode entries = request.path("Entries");
        if (!entries.isArray() || entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new AwsError("ValidationException", "Entries must have 1 to " + MAX_ENTRIES + " members");
        }
        ArrayNode results = JsonNodes.array();
        int failed = 0;
        for (JsonNode entry : entries) {
            Optional<ObjectNode> refusal = refusal(entry);
            if (refusal.isPresent()) {
                failed++;
                results.add(refusal.get());
            } else {
                ObjectNode event = event(entry);
                events.add(event);
                results.add(JsonNodes.object().put("EventId", event.path("id").textValue()));
            }
        }
        ObjectNode answer = JsonNodes.object().put("FailedEntryCount", failed);
        answer.set("Entries", results);
        return answer;
    }

    private Optional<ObjectNode> refusal(JsonNode entry) {
        for (String required : List.of("Source", "DetailType", "Detail")) {
            if (entry.path(required).asText().isEmpty()) {
                return refused(
                        "InvalidArgument",
                        "Parameter " + required + " is not valid. Reason: " + required + " is a required argument.");
            }
        }
        if (JsonNodes.parse(entry.path("Detail").asText())
                .filter(JsonNode::isObject)
                .isEmpty()) {
            return refused("MalformedDetail", "Detail is malformed.");
        }
        if (entry.path("Source").asText().startsWith("aws.")) {
            return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        if (entry.toString().getBytes(StandardCharsets.UTF_8).length > MAX_ENTRY_BYTES) {
            return refused("InvalidArgument", "Total size of the entry is above 256 KB.");
        }
        return buses.contains(busOf(entry))
                ? Optional.empty()
                : refused("ResourceNotFoundException", "Event bus " + busOf(entry) + " does not exist.");
    }

    private static Optional<ObjectNode> refused(String code, String message) {
        return Optional.of(JsonNodes.object().put("ErrorCode", code).put("ErrorMessage", message));
    }

    private ObjectNode event(JsonNode entry) {
        Instant time = entry.has("Time")
                ? Instant.ofEpochSecond(entry.get("Time").asLong())
                : clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ObjectNode event = JsonNodes.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", entry.path("DetailType").asText())
                .put("source", entry.path("Source").asText())
                .put("account", awsEnvironment.account())
                .put("time", time.toString())
                .put("region", awsEnvironment.region());
        event.set("resources", entry.path("Resources").isArray() ? entry.get("Resources") : JsonNodes.array());
        event.set("detail", JsonNodes.parse(entry.path("Detail").asText()).orElseThrow());
        return event;
    }

    private static String busOf(JsonNode entry) {
        String bus = entry.path("EventBusName").asText("default");
        return bus.substring(bus.lastIndexOf('/') + 1);
    }

    private synchronized JsonNode listEventBuses(JsonNode request) {
        ArrayNode all = JsonNodes.array();
        for (String bus : buses) {
            all.addObject().put("Name", bus).put("Arn", awsEnvironment.arn("events", "event-bus/" + bus));
        }
        return JsonNodes.object().set("EventBuses", all);
    }
}
