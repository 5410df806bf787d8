package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where credentials are kept. */
@Command(name = "storage", description = "Moves credentials to the storage that the deployment names.")
final class StorageCommand {
    private static final String APPLICATION = "The application's id; by default every application.";
    private static final int PAGE = 20;

    /** An instance is busy for two minutes at most after a move that died. */
    private static final int MAX_PASSES = 6;

    private static final Duration BETWEEN_PASSES = Duration.ofSeconds(30);
    private static final int MAX_TRIES = 5;
    private static final List<String> COUNTS = List.of("moved", "to_move", "in_place", "without_credentials");

    private final Terminal terminal;

    StorageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "status",
            description = "Counts the credentials that are to be moved; changes nothing. Status 1 if there are any.")
    int status(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", arity = "0..1", description = APPLICATION)
                    Optional<String> application) {
        Api api = connection.api();
        List<JsonNode> rows = new ArrayList<>();
        for (String each : applications(api, application)) {
            rows.add(pages(api, each, "dry_run=true&limit=100", new Pace(Duration.ZERO)));
        }
        output.list(rows, "application_id", "target", "in_place", "to_move", "without_credentials");
        boolean done = rows.stream().allMatch(row -> row.path("to_move").asInt() == 0 && unfinished(row) == 0);
        return done ? ExitCode.DONE : ExitCode.FAILED;
    }

    @Command(
            name = "move",
            description = {
                "Moves credentials to the storage that the parameter CredentialStorage names, while everything else goes on.",
                "No viewer notices. If it is stopped, run it again: it goes on where it was."
            })
    int move(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "APPLICATION", arity = "0..1", description = APPLICATION)
                    Optional<String> application,
            @Option(
                            names = "--per-second",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Instances a second, at most. Secrets Manager takes 50 new secrets, and 50 "
                                    + "deletions, a second for the whole account. Default: ${DEFAULT-VALUE}.")
                    int perSecond) {
        if (perSecond < 1 || perSecond > 50) {
            throw new Failure(ExitCode.USAGE, "--per-second must be from 1 to 50");
        }
        Api api = connection.api();
        Pace pace = new Pace(Duration.ofSeconds(PAGE).dividedBy(perSecond));
        List<JsonNode> rows = new ArrayList<>();
        for (String each : applications(api, application)) {
            rows.add(moved(api, each, pace));
        }
        output.list(rows, "application_id", "target", "moved", "in_place", "without_credentials");
        long left = rows.stream().mapToLong(StorageCommand::unfinished).sum();
        rows.forEach(row -> row.path("unfinished")
                .forEach(one -> terminal.err()
                        .println("%s %s: %s"
                                .formatted(
                                        row.path("application_id").asText(),
                                        one.path("instance_id").asText(),
                                        one.path("reason").asText()))));
        return left == 0 ? ExitCode.DONE : ExitCode.PARTLY_DONE;
    }

    /** Goes over the application again while something is left that was busy. */
    private ObjectNode moved(Api api, String application, Pace pace) {
        ObjectNode row = pages(api, application, "limit=" + PAGE, pace);
        int moved = row.path("moved").asInt();
        for (int pass = 1; unfinished(row) > 0 && pass < MAX_PASSES; pass++) {
            sleep(BETWEEN_PASSES);
            row = pages(api, application, "limit=" + PAGE, pace);
            moved += row.path("moved").asInt();
        }
        return row.put("moved", moved);
    }

    private static List<String> applications(Api api, Optional<String> application) {
        return application
                .map(List::of)
                .orElseGet(() -> api.list("/v1/applications", "applications", Optional.empty()).stream()
                        .map(found -> found.path("application_id").asText())
                        .toList());
    }

    private ObjectNode pages(Api api, String application, String query, Pace pace) {
        ObjectNode sum = JsonNodeFactory.instance.objectNode().put("application_id", application);
        COUNTS.forEach(count -> sum.put(count, 0));
        ArrayNode unfinished = sum.putArray("unfinished");
        Optional<String> next = Optional.empty();
        do {
            sleep(pace.take("", System.nanoTime()));
            JsonNode page = page(
                    api,
                    Api.application(application) + "/storage-moves?" + query
                            + next.map(text -> "&next=" + Api.segment(text)).orElse(""));
            sum.set("target", page.path("target"));
            COUNTS.forEach(count ->
                    sum.put(count, sum.path(count).asInt() + page.path(count).asInt()));
            page.path("unfinished").forEach(unfinished::add);
            next = Optional.ofNullable(page.get("next")).map(JsonNode::asText);
            terminal.err()
                    .print(
                            terminal.interactive()
                                    ? "\r%s: %d moved "
                                            .formatted(
                                                    application,
                                                    sum.path("moved").asInt())
                                    : "");
            terminal.err().flush();
        } while (next.isPresent());
        terminal.err().print(terminal.interactive() ? "\n" : "");
        return sum;
    }

    /** A page may be sent again: what is moved stays moved. */
    private static JsonNode page(Api api, String path) {
        for (int tries = 1; ; tries++) {
            Reply reply = api.send("POST", path, Optional.empty(), Map.of());
            if (reply.ok() || !reply.mayRetry() || tries == MAX_TRIES) {
                return reply.require();
            }
            sleep(reply.retryAfter().orElse(Duration.ofSeconds(tries)));
        }
    }

    private static int unfinished(JsonNode row) {
        return row.path("unfinished").size();
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted; run it again to go on");
        }
    }
}
