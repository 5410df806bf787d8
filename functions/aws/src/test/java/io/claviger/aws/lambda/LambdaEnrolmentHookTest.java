package io.claviger.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.claviger.aws.AwsClients;
import io.claviger.aws.json.JsonTree;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.enrolment.Attestation;
import io.claviger.core.enrolment.EnrolmentHook.Candidate;
import io.claviger.core.enrolment.EnrolmentHook.Verdict;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.claviger.core.instance.InstanceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class LambdaEnrolmentHookTest {
    private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:check-devices:live";
    private static final Candidate DEVICE = new Candidate(
            new ApplicationId("tv"),
            Optional.of(new InstanceId("hall")),
            Optional.of(new PublicKey("{\"kty\":\"EC\"}")),
            Optional.of(new Attestation("proof")));
    private static final Candidate BARE =
            new Candidate(new ApplicationId("tv"), Optional.empty(), Optional.empty(), Optional.empty());

    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer lambda;
    private String path = "";
    private String event = "";
    private Headers headers = new Headers();

    @BeforeEach
    void listen() throws IOException {
        lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.setExecutor(task -> Thread.ofVirtual().start(task));
        lambda.start();
    }

    @AfterEach
    void close() {
        ended.countDown();
        lambda.stop(0);
    }

    @Test
    void the_function_gets_what_is_known_of_the_device_and_of_its_key() {
        answer(200, "", "{\"admit\":true}");
        assertThat(hook().judge(DEVICE)).isEqualTo(Verdict.ADMITTED);
        assertThat(path)
                .isEqualTo(
                        "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-central-1%3A123456789012%3Afunction%3Acheck-devices%3Alive/invocations");
        assertThat(JsonTree.parse(event))
                .isEqualTo(
                        JsonTree.parse(
                                "{\"application_id\":\"tv\",\"instance_id\":\"hall\",\"jwk\":{\"kty\":\"EC\"},\"attestation\":\"proof\"}"));
        assertThat(headers.getFirst("Authorization")).contains("/eu-central-1/lambda/aws4_request");
        assertThat(headers.getFirst("User-Agent")).isEqualTo("claviger app/Registration");
        hook().judge(BARE);
        assertThat(event).isEqualTo("{\"application_id\":\"tv\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 |           | {"admit":true}         | ADMITTED
            200 |           | {"admit":true,"why":1} | ADMITTED
            200 |           | {"admit":false}        | REFUSED
            200 |           | {"admit":"true"}       | UNKNOWN
            200 |           | {"Admit":true}         | UNKNOWN
            200 |           | true                   | UNKNOWN
            200 |           | null                   | UNKNOWN
            200 |           | {"admit":              | UNKNOWN
            200 |           | ''                     | UNKNOWN
            200 | Unhandled | {"admit":true}         | UNKNOWN
            202 |           | {"admit":true}         | UNKNOWN
            403 |           | {"admit":true}         | UNKNOWN
            404 |           | {"Type":"User"}        | UNKNOWN
            429 |           | {"Type":"User"}        | UNKNOWN
            500 |           | {"Type":"Service"}     | UNKNOWN
            """)
    void only_a_clear_answer_of_a_function_that_did_not_fail_counts(
            int status, String functionError, String body, Verdict verdict) {
        answer(status, functionError == null ? "" : functionError, body);
        assertThat(hook().judge(DEVICE)).isEqualTo(verdict);
    }

    @Test
    void a_function_that_does_not_answer_in_time_or_is_not_there_gives_no_verdict() {
        lambda.createContext("/", _ -> awaitEnd());
        assertThat(hook().judge(DEVICE)).isEqualTo(Verdict.UNKNOWN);
        ended.countDown();
        lambda.stop(0);
        assertThat(hook().judge(DEVICE)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void an_answer_without_end_is_read_in_part() {
        lambda.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[64 * 1024];
            while (ended.getCount() > 0) {
                exchange.getResponseBody().write(part);
            }
        });
        assertThat(hook().judge(DEVICE)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void the_clients_of_a_function_invoke_where_they_call_all_of_aws() {
        answer(200, "", "{\"admit\":false}");
        AwsClients clients = new AwsClients(Map.of(), Optional.of(URI.create(uri())));
        assertThat(new LambdaEnrolmentHook(clients::lambda, ARN).judge(DEVICE)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void only_the_arn_of_a_function_is_taken() {
        assertThatThrownBy(() -> new LambdaEnrolmentHook(this::invoker, "check-devices"))
                .hasMessageContaining("ENROLMENT_HOOK_ARN");
    }

    private LambdaEnrolmentHook hook() {
        return new LambdaEnrolmentHook(this::invoker, ARN);
    }

    private LambdaInvoker invoker() {
        return new LambdaInvoker(
                UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ofMillis(500))
                        .build(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")),
                Optional.of(URI.create(uri())),
                Optional.of("Registration"));
    }

    private String uri() {
        return "http://localhost:" + lambda.getAddress().getPort();
    }

    private void answer(int status, String functionError, String body) {
        lambda.createContext("/", exchange -> {
            note(exchange);
            if (!functionError.isEmpty()) {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", functionError);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private void note(HttpExchange exchange) throws IOException {
        path = exchange.getRequestURI().getRawPath();
        headers = exchange.getRequestHeaders();
        event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
