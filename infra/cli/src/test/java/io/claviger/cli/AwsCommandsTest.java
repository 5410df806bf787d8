package io.claviger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code claviger dead-letters} and {@code keyset}, and how a deployment is found. */
class AwsCommandsTest {
    private final FakeAws aws = new FakeAws();
    private final Tool tool;

    AwsCommandsTest(@TempDir Path home) {
        this.tool = new Tool(home, "http://localhost:1");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void dead_letters_are_shown_and_stay_in_their_queue() {
        aws.answers.put(
                "ReceiveMessage",
                "{\"Messages\":[{\"MessageId\":\"m-1\",\"Body\":\"unreadable\",\"MD5OfBody\":\"c27a659dfa07fce40b066b6b8299cc01\"}]}");
        assertThat(tool.run("dead-letters", "show", "evidence")).isEqualTo(ExitCode.DONE);
        assertThat(tool.out()).contains("0 dead letters").containsPattern("m-1 +unreadable");
        assertThat(asked("GetQueueUrl")).contains("claviger-prod-revocation-evidence-dead-letters");
        assertThat(asked("ReceiveMessage")).contains("\"VisibilityTimeout\":0");
    }

    @Test
    void dead_letters_are_redriven_and_purged_after_a_yes() {
        aws.answers.put(
                "GetQueueAttributes",
                "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"3\",\"QueueArn\":\"an-arn\"}}");
        aws.answers.put("StartMessageMoveTask", "{}");
        aws.answers.put("PurgeQueue", "{}");

        assertThat(tool.run("dead-letters", "redrive", "refresh")).isEqualTo(ExitCode.DONE);
        assertThat(asked("StartMessageMoveTask")).contains("an-arn");
        assertThat(tool.run("dead-letters", "purge", "refresh")).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(tool.err()).contains("3 dead letters", "0 viewers");
        assertThat(tool.run("dead-letters", "purge", "refresh", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(aws.calls)
                .filteredOn(call -> call.operation().equals("PurgeQueue"))
                .hasSize(1);
    }

    @Test
    void the_keyset_is_rotated_after_a_yes_and_a_rotation_that_has_not_ended_is_told() {
        aws.answers.put("RotateSecret", "{}");
        assertThat(tool.run("keyset", "rotate")).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(tool.run("keyset", "rotate", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(asked("RotateSecret")).contains("claviger/prod/keyset");

        assertThat(tool.run("keyset", "status")).isEqualTo(ExitCode.DONE);
        aws.answers.put("DescribeSecret", "{\"VersionIdsToStages\":{\"v1\":[\"AWSPENDING\"],\"v2\":[\"AWSCURRENT\"]}}");
        assertThat(tool.run("keyset", "status")).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_login_without_a_stack_or_without_credentials_says_what_to_give() {
        aws.answers.remove("DescribeStacks");
        assertThat(tool.runAsGiven("login", "--stage", "nowhere")).isEqualTo(ExitCode.USAGE);
        assertThat(tool.err())
                .contains(
                        "there is no stack claviger-nowhere in eu-central-1: give another --stage, --region or --profile");

        assertThat(tool.runAsGiven("login", "--profile", "nobody")).isEqualTo(ExitCode.NO_ACCESS);
        assertThat(tool.err()).contains("AWS: the profile is not there or has no credentials");
    }

    private String asked(String operation) {
        return aws.calls.stream()
                .filter(call -> call.operation().equals(operation))
                .findFirst()
                .orElseThrow()
                .body();
    }
}
