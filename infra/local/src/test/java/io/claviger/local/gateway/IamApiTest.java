package io.claviger.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.local.fixture.RunningFixture;
import io.claviger.local.fixture.TestClient;
import io.claviger.local.fixture.TestResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The API for callers with AWS credentials: who gets in, and what the function learns of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IamApiTest {
    private static final String PATH = "/v1/applications/demo/instances/one/token";
    private static final Key OPERATOR = new Key("LOCALOPERATOR", "local-operator-secret");
    private static final Key BACKEND = new Key("LOCALBACKEND", "local-backend-secret");

    private RunningFixture fixture;
    private TestClient iam;

    private record Key(String id, String secret) {}

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        fixture = RunningFixture.start(folder);
        iam = new TestClient(fixture.system().iam());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_signed_request_reaches_the_function_with_its_callers_arn() {
        TestResponse answer = send("PUT", PATH + "?a=1&b=%26%20+", "{\"x\":1}", OPERATOR);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/requestContext/authorizer/iam/userArn").asText())
                .isEqualTo("arn:aws:iam::000000000000:user/operator");
        assertThat(answer.json().at("/requestContext/authorizer/jwt").isMissingNode())
                .isTrue();
        assertThat(answer.json().path("body").asText()).isEqualTo("{\"x\":1}");
    }

    @Test
    void curl_signs_a_request() throws IOException, InterruptedException {
        Process curl = new ProcessBuilder(List.of(
                        "curl",
                        "-s",
                        "--aws-sigv4",
                        "aws:amz:eu-west-1:execute-api",
                        "--user",
                        "LOCALBACKEND:local-backend-secret",
                        "-d",
                        "{}",
                        fixture.system().iam() + PATH))
                .start();
        String body = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).isZero();
        assertThat(body).contains("arn:aws:iam::000000000000:user/backend");
    }

    @Test
    void an_unsigned_or_wrongly_signed_request_is_forbidden() {
        forbidden(iam.get(PATH));
        forbidden(iam.send("GET", PATH, "", Map.of("Authorization", "Bearer a.b.c")));
        forbidden(send("GET", PATH, "", new Key("LOCALOPERATOR", "another-secret")));
        forbidden(send("GET", PATH, "", new Key("SOMEBODY", "local-operator-secret")));
        forbidden(iam.send("GET", PATH, "", signed("GET", PATH, "", OPERATOR, "s3", Clock.systemUTC())));
    }

    @Test
    void a_signature_for_another_request_is_forbidden() {
        Map<String, String> signature = signed("PUT", PATH, "{}", OPERATOR, "execute-api", Clock.systemUTC());
        assertThat(iam.send("PUT", PATH, "{}", signature).status()).isEqualTo(200);
        forbidden(iam.send("DELETE", PATH, "{}", signature));
        forbidden(iam.send("PUT", PATH.replace("demo", "other"), "{}", signature));
        forbidden(iam.send("PUT", PATH + "?min_ttl=1", "{}", signature));
        forbidden(iam.send("PUT", PATH, "{\"x\":1}", signature));
    }

    @Test
    void a_signature_is_good_for_fifteen_minutes() {
        assertThat(sentLater(Duration.ofMinutes(14)).status()).isEqualTo(200);
        assertThat(sentLater(Duration.ofMinutes(-14)).status()).isEqualTo(200);
        forbidden(sentLater(Duration.ofMinutes(16)));
        forbidden(sentLater(Duration.ofMinutes(-16)));
    }

    @Test
    void the_backends_policy_allows_its_application_alone() {
        assertThat(send("PUT", PATH, "", BACKEND).status()).isEqualTo(200);
        forbidden(send("GET", "/v1/applications/other/instances/one/token", "", BACKEND));
        forbidden(send("GET", "/v1/applications/demo2/instances", "", BACKEND));
    }

    /** Other spellings of a path that the backend's policy does not allow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/applications/DEMO/instances/one/token",
                "/v1/applications/%64emo/instances/one/token",
                "/v1/applications//demo/instances/one/token",
                "/v1/applications/other/../demo/instances/one/token",
                "/v1/applications/other%2F..%2Fdemo/instances/one/token",
                "/V1/applications/demo/instances/one/token"
            })
    void another_spelling_of_an_allowed_path_is_another_path(String path) {
        assertThat(send("GET", path, "", BACKEND).status()).isIn(403, 404);
    }

    @Test
    void the_routes_of_one_api_are_not_on_the_other() {
        assertThat(send("GET", "/open/literal", "", OPERATOR).status()).isEqualTo(404);
        assertThat(fixture.api().get(PATH).status()).isEqualTo(404);
    }

    private TestResponse send(String method, String path, String body, Key key) {
        return iam.send(method, path, body, signed(method, path, body, key, "execute-api", Clock.systemUTC()));
    }

    private TestResponse sentLater(Duration later) {
        Clock then = Clock.offset(Clock.systemUTC(), later.negated());
        return iam.send("GET", PATH, "", signed("GET", PATH, "", OPERATOR, "execute-api", then));
    }

    /** The headers of a request that the AWS SDK signs as its clients do. */
    private Map<String, String> signed(String method, String path, String body, Key key, String service, Clock clock) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(URI.create(fixture.system().iam() + path))
                .build();
        SdkHttpRequest result = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(AwsCredentialsIdentity.create(key.id(), key.secret()))
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        Map<String, String> headers = new HashMap<>();
        result.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.remove("Host");
        return headers;
    }

    private static void forbidden(TestResponse answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }
}
