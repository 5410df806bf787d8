package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.Effect;
import io.claviger.core.authorizationserver.Failure.RequestRefused;
import io.claviger.core.authorizationserver.Failure.Throttled;
import io.claviger.core.authorizationserver.Failure.Unavailable;
import io.claviger.core.authorizationserver.Failure.Unintelligible;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer.Failed;
import io.claviger.core.authorizationserver.RegistrationAnswer.RedirectUriRefused;
import io.claviger.core.authorizationserver.RegistrationAnswer.Registered;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused.Code;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegistrationAnswerTest {
    private static final String JSON = "application/json";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PAGE = "<html><body>invalid_software_statement</body></html>";
    private static final String CLIENT = "{\"client_id\":\"c\",\"client_secret\":\"s\"%s}";

    private final ScriptedServer server = new ScriptedServer(Scripts.reset());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource({"successes", "refusals", "failures"})
    void each_answer_becomes_its_named_value(int status, String contentType, String body, RegistrationAnswer expected) {
        server.answerWith(Scripts.answer(status, contentType, body));
        assertThat(Callers.register(Callers.to(server.baseUri()))).isEqualTo(expected);
    }

    static Stream<Arguments> successes() {
        Instant issued = Instant.ofEpochSecond(1_763_899_200);
        return Stream.of(
                registered(
                        201,
                        ",\"client_id_issued_at\":1763899200,\"redirect_uris\":[],"
                                + "\"grant_types\":[\"client_credentials\"],\"scopes\":[\"api:client:v2\"]",
                        issued,
                        "api:client:v2"),
                registered(200, ",\"client_id_issued_at\":1763899200000,\"scope\":\"a b\"", issued, "a", "b"),
                registered(
                        201,
                        ",\"client_id_issued_at\":\"1763899200\",\"scopes\":[\"a\",7,null,\"b c\",\"\"]",
                        issued,
                        "a"),
                registered(201, ",\"scope\":\"\"", null),
                registered(201, ",\"client_id_issued_at\":\"yesterday\",\"scopes\":\"a b\"", null),
                registered(201, ",\"client_id_issued_at\":-1,\"scopes\":null,\"scope\":{}", null),
                registered(201, "", null),
                // A registered client is kept, also under another content type.
                arguments(201, HTML, CLIENT.formatted(""), client(Optional.empty())),
                arguments(201, "", CLIENT.formatted(""), client(Optional.empty())));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        400,
                        JSON,
                        error("invalid_software_statement"),
                        new StatementRefused(Code.INVALID_SOFTWARE_STATEMENT)),
                arguments(
                        401,
                        JSON,
                        error("invalid_software_statement"),
                        new StatementRefused(Code.INVALID_SOFTWARE_STATEMENT)),
                arguments(
                        400,
                        "application/json;charset=UTF-8",
                        error("unapproved_software_statement"),
                        new StatementRefused(Code.UNAPPROVED_SOFTWARE_STATEMENT)),
                arguments(
                        403,
                        "",
                        error("unapproved_software_statement"),
                        new StatementRefused(Code.UNAPPROVED_SOFTWARE_STATEMENT)),
                arguments(400, JSON, error("invalid_redirect_uri"), new RedirectUriRefused()),
                arguments(
                        400,
                        JSON,
                        "{\"error\":\"invalid_redirect_uri\",\"error_description\":\"no\"}",
                        new RedirectUriRefused()),
                failed(400, JSON, error("invalid_request"), new RequestRefused("invalid_request")),
                failed(400, JSON, error("invalid_client_metadata"), new RequestRefused("invalid_client_metadata")));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failed(400, HTML, PAGE, new Unintelligible("page", Effect.NONE)),
                failed(401, HTML, error("invalid_software_statement"), new Unintelligible("page", Effect.NONE)),
                failed(403, HTML, PAGE, new Unintelligible("page", Effect.NONE)),
                failed(400, JSON, PAGE, new Unintelligible("malformed_json", Effect.NONE)),
                failed(400, JSON, "", new Unintelligible("empty_body", Effect.NONE)),
                failed(400, JSON, "{}", new Unintelligible("no_error_code", Effect.NONE)),
                failed(
                        400,
                        JSON,
                        "{\"error\":{\"code\":\"invalid_software_statement\"}}",
                        new Unintelligible("no_error_code", Effect.NONE)),
                failed(
                        400,
                        JSON,
                        "{\"error\":[\"invalid_software_statement\"]}",
                        new Unintelligible("no_error_code", Effect.NONE)),
                failed(
                        400,
                        JSON,
                        "[\"invalid_software_statement\"]",
                        new Unintelligible("malformed_json", Effect.NONE)),
                failed(400, JSON, "\"invalid_software_statement\"", new Unintelligible("malformed_json", Effect.NONE)),
                failed(
                        400,
                        JSON,
                        error("INVALID_SOFTWARE_STATEMENT"),
                        new Unintelligible("unknown_error_code", Effect.NONE)),
                failed(
                        400,
                        JSON,
                        error(" invalid_software_statement"),
                        new Unintelligible("unknown_error_code", Effect.NONE)),
                failed(400, JSON, error("invalid_client"), new Unintelligible("unknown_error_code", Effect.NONE)),
                failed(
                        400,
                        JSON,
                        "{\"error\":\"invalid_software_statement\"",
                        new Unintelligible("malformed_json", Effect.NONE)),
                failed(
                        400,
                        JSON,
                        "{\"error\":\"invalid_software_statement\"} x",
                        new Unintelligible("malformed_json", Effect.NONE)),
                failed(404, JSON, error("invalid_software_statement"), new Unintelligible("http_404", Effect.NONE)),
                failed(200, JSON, error("invalid_software_statement"), new Unintelligible("no_client_id")),
                failed(500, JSON, error("invalid_software_statement"), new Unavailable("http_500")),
                failed(503, HTML, PAGE, new Unavailable("http_503")),
                failed(408, JSON, error("invalid_request"), new Unavailable("http_408", Effect.NONE)),
                failed(429, HTML, "<html>slow down</html>", new Throttled(Duration.ofSeconds(1))),
                failed(429, JSON, error("invalid_software_statement"), new Throttled(Duration.ofSeconds(1))),
                failed(200, HTML, PAGE, new Unintelligible("page")),
                failed(201, JSON, "", new Unintelligible("empty_body")),
                failed(201, JSON, "{\"client_id\":\"c\",\"client_sec", new Unintelligible("malformed_json")),
                failed(201, JSON, "{\"client_id\":7,\"client_secret\":\"s\"}", new Unintelligible("no_client_id")),
                failed(
                        201,
                        JSON,
                        "{\"client_id\":\"c c\",\"client_secret\":\"s\"}",
                        new Unintelligible("no_client_id")),
                failed(
                        201,
                        JSON,
                        "{\"client_id\":\"c\",\"client_secret\":null}",
                        new Unintelligible("no_client_secret")),
                failed(
                        201,
                        JSON,
                        "{\"client_id\":\"c\",\"client_secret\":\"\"}",
                        new Unintelligible("no_client_secret")),
                failed(201, JSON, "[".repeat(2000), new Unintelligible("malformed_json")),
                failed(202, JSON, CLIENT.formatted(""), new Unintelligible("http_202")),
                failed(204, "", "", new Unintelligible("http_204")),
                failed(302, JSON, CLIENT.formatted(""), new Unintelligible("redirect")));
    }

    private static Arguments registered(int status, String more, @Nullable Instant issuedAt, String... scopes) {
        return arguments(status, JSON, CLIENT.formatted(more), client(Optional.ofNullable(issuedAt), scopes));
    }

    private static RegistrationAnswer client(Optional<Instant> issuedAt, String... scopes) {
        return new Registered(
                new ClientCredentials(new ClientId("c"), new ClientSecret("s")), issuedAt, List.of(scopes));
    }

    private static Arguments failed(int status, String contentType, String body, Failure failure) {
        return arguments(status, contentType, body, new Failed(failure));
    }

    private static String error(String code) {
        return "{\"error\":\"" + code + "\"}";
    }
}
