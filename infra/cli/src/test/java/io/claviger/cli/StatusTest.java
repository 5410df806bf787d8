package io.claviger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code claviger status}: one screen that says what is wrong and what to do next. */
class StatusTest {
    private final FakeClaviger claviger = new FakeClaviger();
    private final FakeAws aws = new FakeAws();
    private final Tool tool;

    StatusTest(@TempDir Path home) {
        this.tool = new Tool(home, claviger.url());
    }

    @AfterEach
    void stop() {
        claviger.close();
        aws.close();
    }

    @Test
    void every_area_has_a_line_when_all_is_well() {
        assertThat(tool.run("status")).as(tool.err()).isEqualTo(ExitCode.DONE);
        assertThat(tool.out().lines().skip(1).map(line -> line.replaceAll(" +", " ")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).isEqualTo("OK statements 1 active"),
                        line -> assertThat(line).isEqualTo("OK instances none is refused or half registered"),
                        line -> assertThat(line).isEqualTo("OK storage credentials are where new ones go"),
                        line -> assertThat(line).isEqualTo("OK renewals 0 due, none late"),
                        line -> assertThat(line).isEqualTo("OK breaker closed: sp.auth.adobe.com is called"),
                        line -> assertThat(line).isEqualTo("OK queues waiting: refresh 0, evidence 0; no dead letters"),
                        line -> assertThat(line).isEqualTo("OK alarms none rings"),
                        line -> assertThat(line).startsWith("OK keyset rotated 2023-11-14T22:13:20Z"));
    }

    @Test
    void refused_instances_and_a_revoked_statement_name_the_next_command() {
        claviger.applicationStatus = "REVOKED";
        claviger.instance("two", "QUARANTINED", "c2")
                .set(
                        "refusal",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("where", "token")
                                .put("code", "invalid_client")
                                .put("seen_at", Instant.now().minusSeconds(601).toString()));
        claviger.instance("three", "SUSPECT", "c3");
        claviger.instance("four", "REGISTERING", "c4");

        assertThat(tool.run("status", "tv")).isEqualTo(ExitCode.FAILED);
        assertThat(tool.out())
                .contains("tv is REVOKED", "claviger applications put tv --statement FILE")
                .contains(
                        "tv: 1 QUARANTINED: token invalid_client, ", "(10 min)", "claviger instances release tv --all")
                .contains("tv: 1 SUSPECT", "claviger applications check tv")
                .containsPattern("NOTE +instances +tv: 1 REGISTERING")
                .containsPattern("NOTE +storage +tv: 3 of the first 100")
                .contains("claviger storage move tv");
    }

    @Test
    void late_renewals_are_counted_and_the_oldest_is_dated() {
        long now = System.currentTimeMillis();
        aws.answers.put(
                "Query",
                "{\"Items\":[{\"refreshAt\":{\"N\":\"%d\"}},{\"refreshAt\":{\"N\":\"%d\"}}]}"
                        .formatted(now - 3_630_000, now - 60_000));

        assertThat(tool.run("status")).isEqualTo(ExitCode.FAILED);
        assertThat(tool.out())
                .containsPattern("WRONG +renewals +4 due, 2 of them late; the oldest since .* \\(60 min\\)")
                .contains("docs/runbook.md#renewals-are-late");
    }

    @Test
    void an_open_breaker_dead_letters_an_alarm_and_a_deleted_keyset_are_found() {
        aws.answers.put("GetItem", "{\"Item\":{\"openedAt\":{\"N\":\"%d\"}}}".formatted(System.currentTimeMillis()));
        aws.answers.put("GetQueueAttributes", "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"1\"}}");
        aws.rings("claviger-prod-vends-refused", "Apps get no token - docs/runbook.md#tokens-refused");
        aws.answers.put("DescribeSecret", "{\"DeletedDate\":1700000000,\"VersionIdsToStages\":{}}");

        assertThat(tool.run("status")).isEqualTo(ExitCode.FAILED);
        assertThat(tool.out())
                .containsPattern("WRONG +breaker +open since .*: sp.auth.adobe.com does not answer")
                .containsPattern("WRONG +queues +refresh: 1 dead letter\n +-> claviger dead-letters show refresh")
                .containsPattern("WRONG +queues +evidence: 1 dead letter")
                .containsPattern("WRONG +alarms +claviger-prod-vends-refused\n +-> docs/runbook.md#tokens-refused")
                .containsPattern("WRONG +keyset +its secret is deleted");
        assertThat(aws.calls)
                .anyMatch(call -> call.body().contains("_breaker#sp.auth.adobe.com")
                        && call.body().contains("claviger-prod-instances"));
    }

    @Test
    void a_service_that_does_not_answer_is_one_line_and_the_rest_is_shown() {
        aws.answers.remove("DescribeAlarms");
        aws.answers.remove("DescribeSecret");
        claviger.close();

        assertThat(tool.run("status")).isEqualTo(ExitCode.NO_ACCESS);
        assertThat(tool.out())
                .containsPattern("UNKNOWN +statements +could not be asked: .*does not answer")
                .containsPattern("UNKNOWN +alarms +could not be asked: ")
                .containsPattern("UNKNOWN +keyset +could not be asked: AccessDeniedException: you may not")
                .containsPattern("OK +queues");
    }

    @Test
    void a_stack_that_does_not_exist_is_told_with_stage_and_region() {
        aws.answers.remove("DescribeStacks");
        assertThat(tool.run("status", "--stage", "nowhere")).isEqualTo(ExitCode.NO_ACCESS);
        assertThat(tool.out())
                .containsPattern(
                        "UNKNOWN +breaker +could not be asked: there is no stack claviger-nowhere in eu-central-1");
    }

    @Test
    void a_screen_has_room_for_an_area_with_many_lines() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode applications = page.putArray("applications");
        IntStream.range(0, 30)
                .forEach(i ->
                        applications.addObject().put("application_id", "tv" + i).put("status", "REVOKED"));
        claviger.answersOnce(200, page);

        assertThat(tool.run("status")).isEqualTo(ExitCode.FAILED);
        assertThat(tool.out()).contains("tv7 is REVOKED").doesNotContain("tv8 is REVOKED");
        assertThat(tool.out()).containsPattern("WRONG +statements +22 more\n +-> claviger status --json");
    }

    @Test
    void a_script_gets_the_lines_as_json() {
        claviger.applicationStatus = "SUSPECT";
        assertThat(tool.run("status", "--json")).isEqualTo(ExitCode.FAILED);
        assertThat(tool.out().replaceAll("\\s+", ""))
                .startsWith("[{")
                .contains(
                        "{\"state\":\"wrong\",\"area\":\"statements\",\"says\":\"tvisSUSPECT\",\"next\":\"clavigerapplicationschecktv\"}");
    }
}
