package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.Effect;
import io.claviger.core.authorizationserver.Failure.RequestRefused;
import io.claviger.core.authorizationserver.Failure.Unavailable;
import io.claviger.core.authorizationserver.Failure.Unintelligible;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused.Code;
import io.claviger.core.authorizationserver.TokenAnswer.Failed;
import io.claviger.core.authorizationserver.TokenAnswer.Issued;
import io.claviger.core.credentials.AccessToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {
    private static final String JSON = "application/json";
    private static final String TOKEN = "{\"access_token\":\"t\"%s}";

    private final ScriptedServer server = new ScriptedServer(Scripts.reset());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void a_token_in_adobes_own_form_is_issued_with_200_or_201(int status) {
        server.answerWith(Scripts.json(
                status,
                "{\"id\":\"x\",\"access_token\":\"eyJ.a.b\",\"created_at\":1763899200123,"
                        + "\"expires_in\":21600,\"token_type\":\"bearer\"}"));
        assertThat(requestToken())
                .isEqualTo(new Issued(
                        new AccessToken("eyJ.a.b"),
                        Optional.of(Instant.ofEpochMilli(1_763_899_200_123L)),
                        OptionalLong.of(21600)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"token_type\":\"bearer\"", ",\"token_type\":\"Bearer\"", ",\"token_type\":\"BEARER\""})
    void a_missing_token_type_or_bearer_in_any_case_is_a_bearer_token(String type) {
        server.answerWith(Scripts.json(201, TOKEN.formatted(type)));
        assertThat(requestToken()).isInstanceOf(Issued.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mac\"", "\"DPoP\"", "7", "null", "\"\"", "{}"})
    void a_token_of_another_type_is_refused(String type) {
        server.answerWith(Scripts.json(201, TOKEN.formatted(",\"token_type\":" + type)));
        assertThat(requestToken()).isEqualTo(new Failed(new Unintelligible("unknown_token_type")));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("answers")
    void each_answer_becomes_its_named_value(int status, String contentType, String body, TokenAnswer expected) {
        server.answerWith(Scripts.answer(status, contentType, body));
        assertThat(requestToken()).isEqualTo(expected);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(400, JSON, error("invalid_client"), new ClientRefused(Code.INVALID_CLIENT)),
                arguments(401, JSON, error("invalid_client"), new ClientRefused(Code.INVALID_CLIENT)),
                arguments(400, JSON, error("unauthorized_client"), new ClientRefused(Code.UNAUTHORIZED_CLIENT)),
                failed(400, JSON, error("invalid_request"), new RequestRefused("invalid_request")),
                failed(400, JSON, error("unsupported_grant_type"), new RequestRefused("unsupported_grant_type")),
                failed(400, JSON, error("invalid_grant"), new RequestRefused("invalid_grant")),
                failed(400, JSON, error("invalid_scope"), new RequestRefused("invalid_scope")),
                failed(
                        400,
                        JSON,
                        error("invalid_software_statement"),
                        new Unintelligible("unknown_error_code", Effect.NONE)),
                failed(400, JSON, error("server_error"), new Unintelligible("unknown_error_code", Effect.NONE)),
                failed(401, "text/html", "<html>invalid_client</html>", new Unintelligible("page", Effect.NONE)),
                failed(401, "text/html", error("invalid_client"), new Unintelligible("page", Effect.NONE)),
                failed(403, JSON, "{\"message\":\"Forbidden\"}", new Unintelligible("no_error_code", Effect.NONE)),
                failed(500, JSON, error("invalid_client"), new Unavailable("http_500")),
                failed(502, "text/html", "<html>bad gateway</html>", new Unavailable("http_502")),
                failed(201, JSON, error("invalid_client"), new Unintelligible("no_access_token")),
                failed(201, JSON, "{\"access_token\":[\"t\"]}", new Unintelligible("no_access_token")),
                failed(201, JSON, "{\"access_token\":\"\"}", new Unintelligible("no_access_token")),
                failed(201, JSON, "{\"access_token\":\"a\\r\\nb\"}", new Unintelligible("no_access_token")),
                failed(
                        201,
                        JSON,
                        TOKEN.formatted(",\"x\":\"" + "y".repeat(70_000) + "\""),
                        new Unintelligible("malformed_json")),
                failed(201, JSON, TOKEN.formatted(",\"x\":" + "9".repeat(2_000)), new Unintelligible("malformed_json")),
                failed(
                        201,
                        JSON,
                        TOKEN.formatted(",\"x\":" + "[".repeat(40) + "]".repeat(40)),
                        new Unintelligible("malformed_json")),
                failed(201, JSON, "null", new Unintelligible("malformed_json")),
                failed(201, JSON, " ", new Unintelligible("malformed_json")),
                failed(203, JSON, TOKEN.formatted(""), new Unintelligible("http_203")));
    }

    @Test
    void a_body_of_exactly_256_kilobytes_is_read_and_one_byte_more_is_not() {
        String whole = TOKEN.formatted("")
                + " ".repeat(256 * 1024 - TOKEN.formatted("").length());
        server.answerWith(Scripts.json(201, whole));
        assertThat(requestToken()).isInstanceOf(Issued.class);
        server.answerWith(Scripts.json(201, whole + " "));
        assertThat(requestToken()).isEqualTo(new Failed(new Unintelligible("oversized_body")));
    }

    @Test
    void a_binary_body_is_unintelligible() {
        byte[] bytes = "{\"access_token\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        server.answerWith(Scripts.bytes(201, JSON, bytes));
        assertThat(requestToken()).isEqualTo(new Failed(new Unintelligible("malformed_json")));
    }

    private TokenAnswer requestToken() {
        return Callers.requestToken(Callers.to(server.baseUri()));
    }

    private static Arguments failed(int status, String contentType, String body, Failure failure) {
        return arguments(status, contentType, body, new Failed(failure));
    }

    private static String error(String code) {
        return "{\"error\":\"" + code + "\"}";
    }
}
