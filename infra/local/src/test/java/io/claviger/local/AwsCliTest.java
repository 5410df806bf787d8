package io.claviger.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claviger.local.fixture.RunningFixture;
import io.claviger.local.fixture.TestClient;
import io.claviger.local.fixture.TestResponse;
import io.claviger.local.http.JsonNodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of the {@code aws} CLI tries first, as the CLI sends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCliTest {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private RunningFixture fixture;
    private TestClient aws;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        fixture = RunningFixture.start(folder);
        aws = fixture.aws();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void sts_tells_the_account() {
        TestResponse answer = query("sts", "GetCallerIdentity");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("<Account>000000000000</Account>");
    }

    @Test
    void cloudformation_tells_a_stack_s_parameters_and_outputs() {
        assertThat(query("cloudformation", "DescribeStacks").body())
                .contains("<StackName>claviger</StackName>", "<OutputKey>ApiUrl</OutputKey>")
                .contains("<OutputValue>" + fixture.system().api() + "</OutputValue>");
    }

    @Test
    void lambda_lists_the_functions() {
        assertThat(lambda("GET", "/2015-03-31/functions", "").json().path("Functions"))
                .anySatisfy(function ->
                        assertThat(function.path("FunctionName").asText()).isEqualTo("claviger-EchoFunction"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claviger-EchoFunction",
                "claviger-EchoFunction:live",
                "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Aclaviger-EchoFunction%3Alive"
            })
    void lambda_invokes_a_function(String id) {
        TestResponse answer = lambda("POST", "/2015-03-31/functions/" + id + "/invocations", "{\"a\":1}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"a\":1}");
        assertThat(answer.header("X-Amz-Function-Error")).isEmpty();
    }

    @Test
    void lambda_tells_that_a_function_failed_or_does_not_exist() {
        TestResponse failed =
                lambda("POST", "/2015-03-31/functions/claviger-EchoFunction/invocations", "{\"a\":\"please-fail\"}");
        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.header("X-Amz-Function-Error")).contains("Unhandled");
        assertThat(failed.json().path("errorMessage").asText()).isEqualTo("asked to fail");

        assertThat(lambda("POST", "/2015-03-31/functions/nobody/invocations", "{}")
                        .header("x-amzn-ErrorType"))
                .contains("ResourceNotFoundException");
    }

    @ParameterizedTest
    @CsvSource({"logs, Logs_20140328.DescribeLogGroups", "ssm, AmazonSSM.GetParameter"})
    void a_service_that_is_not_played_is_named(String service, String target) {
        TestResponse answer = aws.send("POST", "/", "{}", Map.of("X-Amz-Target", target, "Authorization", by(service)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asText())
                .isEqualTo("The local system does not play " + service + ":" + target.split("\\.", 2)[1]);
    }

    @ParameterizedTest
    @CsvSource({"iam, ListRoles", "cloudformation, ListStacks", "sts, AssumeRole"})
    void a_service_with_xml_answers_in_xml(String service, String operation) {
        TestResponse answer = query(service, operation);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("text/xml");
        assertThat(answer.body())
                .contains("<Message>The local system does not play " + service + ":" + operation + "</Message>");
    }

    /** {@code aws s3 ls} */
    @Test
    void s3_is_not_played_and_says_so_in_its_own_xml() {
        TestResponse answer = aws.send("GET", "/", "", Map.of("Authorization", by("s3")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("text/xml");
        assertThat(answer.body())
                .startsWith("<Error><Code>UnknownOperationException</Code>"
                        + "<Message>The local system does not play s3</Message>");
    }

    @Test
    void lambda_takes_an_event_whose_answer_nobody_waits_for() {
        TestResponse taken = aws.send(
                "POST",
                "/2015-03-31/functions/claviger-EchoFunction/invocations",
                "{\"a\":\"please-warn\"}",
                Map.of("Authorization", by("lambda"), "X-Amz-Invocation-Type", "Event"));

        assertThat(taken.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                fixture.api().get("/local/logs/EchoFunction").body())
                        .contains("something is odd"));
    }

    @Test
    void tables_keep_their_protection() {
        assertThat(aws.call(
                                "DynamoDB_20120810.DescribeTable",
                                JsonNodes.object().put("TableName", "fixture"))
                        .json()
                        .at("/Table/DeletionProtectionEnabled")
                        .asBoolean())
                .isTrue();
    }

    private TestResponse query(String service, String operation) {
        return aws.send(
                "POST",
                "/",
                "Action=" + operation + "&Version=2011-06-15",
                Map.of("Content-Type", FORM, "Authorization", by(service)));
    }

    private TestResponse lambda(String method, String path, String body) {
        return aws.send(method, path, body, Map.of("Authorization", by("lambda")));
    }

    private static String by(String service) {
        return "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
    }
}
