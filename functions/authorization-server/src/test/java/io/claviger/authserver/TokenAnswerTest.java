package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.RequestRefused;
import io.claviger.core.authorizationserver.Failure.Throttled;
import io.claviger.core.authorizationserver.Failure.Unavailable;
import io.claviger.core.authorizationserver.Failure.Unintelligible;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused.Code;
import io.claviger.core.authorizationserver.TokenAnswer.Failed;
import io.claviger.core.authorizationserver.TokenAnswer.Issued;
import io.claviger.core.credentials.AccessToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource(delimiter = '|', textBlock = """
            21600                  | 21600
            "21600"                | 21600
            " 60 "                 | 60
            21600.9                | 21600
            "59.9"                 | 59
            2.16e4                 | 21600
            0                      | 0
            -5                     | -5
            99999999999999999999   | 9223372036854775807
            -99999999999999999999  | -9223372036854775808
            1e400                  | 9223372036854775807
            1e999999999            | 9223372036854775807
            1e-999999999           | 0
            "1e9999"               | 9223372036854775807
            "1e99999"              |
            "NaN"                  |
            "six hours"            |
            ""                     |
            null                   |
            true                   |
            [21600]                |
            {}                     |
            """, quoteCharacter = '`')
    void a_lifetime_is_read_as_far_as_it_makes_sense(String sent, Long expected) {
        server.answerWith(Scripts.json(201, TOKEN.formatted(",\"expires_in\":" + sent)));
        assertThat(requestToken())
                .isEqualTo(new Issued(
                        new AccessToken("t"),
                        Optional.empty(),
                        expected == null ? OptionalLong.empty() : OptionalLong.of(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1763899200             | 2025-11-23T12:00:00Z
            1763899200000          | 2025-11-23T12:00:00Z
            "1763899200000"        | 2025-11-23T12:00:00Z
            1763899200.999         | 2025-11-23T12:00:00Z
            1                      | 1970-01-01T00:00:01Z
            99999999999            | 5138-11-16T09:46:39Z
            100000000000           | 1973-03-03T09:46:40Z
            99999999999999         | 5138-11-16T09:46:39.999Z
            100000000000000        |
            0                      |
            -1763899200            |
            1e400                  |
            "2025-11-23T12:00:00Z" |
            null                   |
            {}                     |
            """, quoteCharacter = '`')
    void a_creation_time_may_be_in_seconds_or_milliseconds(String sent, Instant expected) {
        server.answerWith(Scripts.json(201, TOKEN.formatted(",\"created_at\":" + sent)));
        assertThat(requestToken())
                .isEqualTo(new Issued(new AccessToken("t"), Optional.ofNullable(expected), OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"token_type\":\"bearer\"", ",\"token_type\":\"Bearer\"", ",\"token_type\":\"BEARER\""})
    void a_bearer_token_is_known_whatever_the_case_or_without_a_word(String type) {
        server.answerWith(Scripts.json(201, TOKEN.formatted(type)));
        assertThat(requestToken()).isInstanceOf(Issued.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mac\"", "\"DPoP\"", "7", "null", "\"\"", "{}"})
    void a_token_of_another_type_is_not_handed_on(String type) {
        server.answerWith(Scripts.json(201, TOKEN.formatted(",\"token_type\":" + type)));
        assertThat(requestToken()).isEqualTo(new Failed(new Unintelligible("unknown_token_type")));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("answers")
    void each_answer_has_its_name(int status, String contentType, String body, TokenAnswer expected) {
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
                failed(400, JSON, error("invalid_software_statement"), new Unintelligible("unknown_error_code")),
                failed(400, JSON, error("server_error"), new Unintelligible("unknown_error_code")),
                failed(401, "text/html", "<html>invalid_client</html>", new Unintelligible("page")),
                failed(401, "text/html", error("invalid_client"), new Unintelligible("page")),
                failed(403, JSON, "{\"message\":\"Forbidden\"}", new Unintelligible("no_error_code")),
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
    void a_body_that_is_no_text_is_unintelligible() {
        byte[] bytes = "{\"access_token\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        server.answerWith(Scripts.bytes(201, JSON, bytes));
        assertThat(requestToken()).isEqualTo(new Failed(new Unintelligible("malformed_json")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                              | 1
            1                              | 1
            7                              | 7
            300                            | 300
            301                            | 300
            99999999999999999999           | 300
            -7                             | 1
            1.5                            | 1
            soon                           | 1
            Mon, 23 Nov 2026 12:00:30 GMT  | 30
            Mon, 23 Nov 2026 11:00:00 GMT  | 1
            Tue, 24 Nov 2026 12:00:00 GMT  | 300
            Mon, 99 Nov 2026 12:00:00 GMT  | 1
            """)
    void throttling_lasts_what_was_asked_between_a_second_and_five_minutes(String retryAfter, long seconds) {
        server.answerWith(Scripts.answer(429, "text/html", "<html></html>", "Retry-After: " + retryAfter));
        assertThat(requestToken()).isEqualTo(new Failed(new Throttled(Duration.ofSeconds(seconds))));
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
