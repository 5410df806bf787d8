package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.cli.InstancesCommand.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the API tells about applications: statements, instances and where credentials are.
 *
 * @param applications as the API shows them
 */
record StatusOfApi(Api api, List<JsonNode> applications, Instant now) {
    private static final int PARALLEL = 16;

    /** More are not counted: ten pages for each status of each application. */
    private static final int MAX_COUNTED = 1_000;

    List<StatusLine> statements() {
        List<StatusLine> lines = applications.stream()
                .filter(application -> !text(application, "status").equals("ACTIVE"))
                .map(this::statement)
                .toList();
        return lines.isEmpty() ? List.of(StatusLine.ok("statements", applications.size() + " active")) : lines;
    }

    private StatusLine statement(JsonNode application) {
        String id = text(application, "application_id");
        JsonNode evidence = application.path("evidence");
        String says = "%s is %s%s".formatted(id, text(application, "status"), reason(evidence));
        String next = "claviger applications check " + id;
        return StatusLine.wrong(
                "statements",
                says,
                text(application, "status").equals("REVOKED")
                        ? next + " if Adobe reinstates it, else claviger applications put " + id + " --statement FILE"
                        : next);
    }

    List<StatusLine> instances() {
        List<StatusLine> lines = inParallel(Stream.of(
                        Status.QUARANTINED, Status.SUSPECT, Status.REGISTERING, Status.UNREGISTERED)
                .flatMap(status -> applications.stream().map(application -> () -> instances(application, status))));
        return lines.isEmpty() ? List.of(StatusLine.ok("instances", "none is refused or half registered")) : lines;
    }

    private Optional<StatusLine> instances(JsonNode application, Status status) {
        String id = text(application, "application_id");
        List<JsonNode> found = InstancesCommand.instances(api, id, Optional.of(status), MAX_COUNTED);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String number = found.size() < MAX_COUNTED ? Integer.toString(found.size()) : MAX_COUNTED + " or more";
        String says = "%s: %s %s%s"
                .formatted(id, number, status, reason(found.getFirst().path("refusal")));
        return switch (status) {
            case QUARANTINED ->
                Optional.of(StatusLine.wrong(
                        "instances",
                        says,
                        "claviger instances list %1$s --status QUARANTINED, then claviger instances release %1$s --all"
                                .formatted(id)));
            case SUSPECT ->
                Optional.of(StatusLine.wrong(
                        "instances",
                        says,
                        "claviger applications check %s; if the statement is good, the apps' next tokens end it"
                                .formatted(id)));
            case REGISTERING, UNREGISTERED ->
                Optional.of(
                        StatusLine.note("instances", says, "nothing: their apps' next registration completes them"));
            case ACTIVE, DEREGISTERED -> Optional.empty();
        };
    }

    /** Looks at the first page of each application, since a look at every instance takes minutes. */
    List<StatusLine> storage() {
        List<StatusLine> lines = inParallel(
                applications.stream().map(application -> () -> storage(text(application, "application_id"))));
        return lines.isEmpty() ? List.of(StatusLine.ok("storage", "credentials are where new ones go")) : lines;
    }

    private Optional<StatusLine> storage(String application) {
        JsonNode page = api.send(
                        "POST",
                        Api.application(application) + "/storage-moves?dry_run=true&limit=100",
                        Optional.empty(),
                        Map.of())
                .require();
        int left = page.path("to_move").asInt();
        return left == 0
                ? Optional.empty()
                : Optional.of(StatusLine.note(
                        "storage",
                        "%s: %d of the first 100 credentials are not in %s yet"
                                .formatted(application, left, text(page, "target")),
                        "claviger storage move " + application));
    }

    private static List<StatusLine> inParallel(Stream<Supplier<Optional<StatusLine>>> calls) {
        Semaphore places = new Semaphore(PARALLEL);
        return Together.of(calls.<Supplier<Optional<StatusLine>>>map(call -> () -> {
                            places.acquireUninterruptibly();
                            try {
                                return call.get();
                            } finally {
                                places.release();
                            }
                        })
                        .toList())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Where Adobe said what, since when. */
    private String reason(JsonNode reason) {
        return reason.isMissingNode()
                ? ""
                : ": %s %s, %s"
                        .formatted(
                                text(reason, "where"),
                                text(reason, "code"),
                                Age.since(Instant.parse(text(reason, "seen_at")), now));
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asText();
    }
}
