package io.claviger.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.sandbox.page.ClavigerClient.Overview;
import io.claviger.sandbox.page.Templates.Panel;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The panel of Claviger's applications, its instances with their tokens, and its latest events. */
final class ClavigerPanel {
    private static final int MAX_INSTANCES = 50;
    private static final int MAX_EVENTS = 20;
    private static final String REFRESH = "load, every 3s";

    private final ClavigerClient client;
    private final Templates templates;

    ClavigerPanel(ClavigerClient client, Templates templates) {
        this.client = client;
        this.templates = templates;
    }

    /** An application in Claviger. */
    public record ApplicationLine(String id, String name, String status, String kind, String evidence) {}

    /** An instance in Claviger; times are ISO 8601, empty for none. */
    public record InstanceLine(
            String application,
            String instance,
            String status,
            String kind,
            String clientId,
            String expiresAt,
            String refreshAfter) {}

    /** An event that Claviger published. */
    public record EventLine(String time, String type, String about, String kind) {}

    /** The panel before the first response of Claviger. */
    String placeholder() {
        return panel(List.of(), List.of(), List.of(), 0, "Asking Claviger at " + client.base() + " …")
                .html();
    }

    Future<Panel> panel() {
        return client.overview().map(this::panel);
    }

    private Panel panel(Overview overview) {
        if (overview.applications().isMissingNode() && overview.instances().isMissingNode()) {
            return panel(List.of(), List.of(), List.of(), 0, "Claviger does not answer at " + client.base() + ".");
        }
        var applications = new ArrayList<ApplicationLine>();
        overview.applications().path("applications").forEach(each -> applications.add(application(each)));
        var instances = new ArrayList<InstanceLine>();
        overview.instances().forEach(each -> instances.add(instance(each)));
        var events = new ArrayList<EventLine>();
        overview.events().forEach(each -> events.add(event(each)));
        return panel(
                applications,
                instances.subList(0, Math.min(MAX_INSTANCES, instances.size())),
                events.subList(Math.max(0, events.size() - MAX_EVENTS), events.size())
                        .reversed(),
                instances.size(),
                "");
    }

    private Panel panel(
            List<ApplicationLine> applications,
            List<InstanceLine> instances,
            List<EventLine> events,
            int instanceCount,
            String message) {
        return templates.panel(
                "claviger",
                REFRESH,
                Map.of(
                        "applications", applications,
                        "instances", instances,
                        "instanceCount", instanceCount,
                        "events", events,
                        "message", message));
    }

    private static ApplicationLine application(JsonNode node) {
        var status = node.path("status").asText();
        var evidence = node.path("evidence");
        return new ApplicationLine(
                node.path("application_id").asText(),
                node.path("display_name").asText(),
                status,
                kind(status),
                evidence.isObject()
                        ? evidence.path("code").asText() + " at "
                                + evidence.path("where").asText()
                        : "");
    }

    private static InstanceLine instance(JsonNode node) {
        var status = node.path("status").asText("");
        return new InstanceLine(
                node.path("application_id").asText(""),
                // The id of a canary contains the fingerprint of its statement.
                node.path("instance_id").asText("").replaceFirst("^_canary-(.{8}).*", "canary $1…"),
                status,
                kind(status),
                node.path("client_id").asText(""),
                node.path("expires_at").asText(""),
                node.path("refresh_after").asText(""));
    }

    private static EventLine event(JsonNode node) {
        var detail = node.path("detail");
        var application = detail.path("application_id")
                .asText(detail.path("applicationId").asText(""));
        var instance =
                detail.path("instance_id").asText(detail.path("instanceId").asText(""));
        var type = node.path("detail-type").asText("");
        return new EventLine(
                node.path("time").asText(""),
                type,
                instance.isEmpty() ? application : application + " / " + instance,
                type.contains("Revoked") || type.contains("Rejected") ? "refused" : "good");
    }

    private static String kind(String status) {
        return switch (status.toUpperCase(Locale.ROOT)) {
            case "ACTIVE" -> "good";
            case "SUSPECT", "REGISTERING" -> "broken";
            default -> "refused";
        };
    }
}
