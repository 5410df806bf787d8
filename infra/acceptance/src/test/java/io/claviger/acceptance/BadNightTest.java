package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The terminal session of {@code docs/bad-night.md} is what the tool says, but for times and ids.
 * {@code -Dclaviger.record=true} writes the page's session anew.
 */
@OnRunningSystem
class BadNightTest {
    private static final Path PAGE = Path.of("../../docs/bad-night.md");
    private static final String APPLICATION = "tv-app-4";
    private static final String PROMPT = "$ claviger ";

    private final Claviger claviger;
    private final OperatorTool tool;
    private final SampleApplication application;

    BadNightTest(Claviger claviger, @TempDir Path home) {
        this.claviger = claviger;
        this.tool = new OperatorTool(claviger, home);
        this.application = new SampleApplication(
                claviger, APPLICATION, claviger.unregisteredApplication().sandboxId());
    }

    @BeforeEach
    void spoilTheNight() throws Exception {
        claviger.operator()
                .body(application.body())
                .put("/v1/applications/" + APPLICATION)
                .then()
                .statusCode(201);
        application.register("living-room");
        for (String refused : List.of("bedroom", "kitchen")) {
            application.register(refused);
            quarantine(refused);
        }
        application.revoke();
        claviger.operator()
                .post("/v1/applications/%s/revocation-check".formatted(APPLICATION))
                .then()
                .statusCode(200);
        for (String queue : List.of("refresh", "revocation-evidence")) {
            claviger.purge("claviger-local-%s-dead-letters".formatted(queue));
        }
        claviger.sendMessage(
                "claviger-local-revocation-evidence-dead-letters",
                "{\"instance_key\":\"%s#living-room\",\"seen_at\":1764126000000}".formatted(APPLICATION));
        Files.writeString(
                tool.home().resolve("new-statement.txt"),
                claviger.unregisteredApplication().statement());
        assertThat(tool.logIn().status()).isZero();
    }

    /** Stores what follows a second refusal five minutes after a check found the statement good. */
    private void quarantine(String instance) {
        long refusedAt = Instant.now().minusSeconds(3_600).toEpochMilli();
        claviger.aws(
                        "dynamodb",
                        "DynamoDB_20120810.UpdateItem",
                        Map.of(
                                "TableName",
                                "claviger-local-instances",
                                "Key",
                                Map.of("instanceKey", Map.of("S", APPLICATION + "#" + instance)),
                                "UpdateExpression",
                                "SET #status = :status, rejectionCode = :code, rejectedAt = :at, statusShard = :shard "
                                        + "ADD version :one",
                                "ExpressionAttributeNames",
                                Map.of("#status", "status"),
                                "ExpressionAttributeValues",
                                Map.of(
                                        ":status", Map.of("S", "QUARANTINED"),
                                        ":code", Map.of("S", "invalid_client"),
                                        ":at", Map.of("N", Long.toString(refusedAt)),
                                        ":shard", Map.of("S", APPLICATION + "#QUARANTINED#0"),
                                        ":one", Map.of("N", "1"))))
                .then()
                .statusCode(200);
    }

    @Test
    void the_recorded_session_is_what_the_tool_says() throws Exception {
        List<String> replayed = new ArrayList<>();
        List<String> page = Files.readAllLines(PAGE);
        for (int i = 0; i < page.size(); i++) {
            replayed.add(page.get(i));
            if (page.get(i).startsWith(PROMPT)) {
                List<String> recorded = page.subList(i + 1, page.size()).stream()
                        .takeWhile(line -> !line.startsWith("$ ") && !line.startsWith("```"))
                        .toList();
                replayed.addAll(said(page.get(i).substring(PROMPT.length()).split(" "), recorded));
                i += recorded.size();
            }
        }
        if (Boolean.getBoolean("claviger.record")) {
            Files.write(PAGE, replayed);
        }
        assertThat(replayed.stream().map(BadNightTest::comparable))
                .containsExactlyElementsOf(
                        page.stream().map(BadNightTest::comparable).toList());
    }

    /** A command that changes nothing is repeated, since messages and alarms take their time. */
    private List<String> said(String[] command, List<String> recorded) throws IOException, InterruptedException {
        List<String> expected = recorded.stream().map(BadNightTest::comparable).toList();
        AtomicReference<List<String>> said =
                new AtomicReference<>(tool.run(command).text().lines().toList());
        if (command[0].equals("status") && !Boolean.getBoolean("claviger.record")) {
            await().atMost(Duration.ofMinutes(1)).ignoreNoExceptions().until(() -> {
                if (said.get().stream().map(BadNightTest::comparable).toList().equals(expected)) {
                    return true;
                }
                said.set(tool.run(command).text().lines().toList());
                return false;
            });
        }
        return said.get();
    }

    /** A line without what differs from run to run. Of what all tests share, other tests may have left something. */
    private static String comparable(String line) {
        return line.replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("\\([0-9]+ (s|min|h|days)\\)", "(AGE)")
                .replaceAll("[0-9a-f]{64}|[0-9a-f-]{36}", "ID")
                .replaceAll("(nbf|iat) +[0-9]+", "$1 SECONDS")
                .replaceAll("(WRONG|OK) +(renewals|keyset) .*", "$2")
                .replaceAll("waiting: .*;", "waiting;")
                .replaceAll(" +", " ");
    }
}
