package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.Issued;
import io.claviger.core.credentials.AccessToken;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTimesTest {
    private static final String TOKEN = "{\"access_token\":\"t\"%s}";

    private final ScriptedServer server = new ScriptedServer(Scripts.reset());

    @AfterEach
    void stop() {
        server.close();
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
    void a_lifetime_is_read_from_numbers_and_numeric_strings(String sent, Long expected) {
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
    @CsvSource(delimiter = '|', textBlock = """
            Sun, 23 Nov 2025 12:00:00 GMT | 2025-11-23T12:00:00Z
            Sunday, 23-Nov-25 12:00:00    |
            1763899200                    |
            """)
    void the_date_of_the_answer_comes_with_the_token(String sent, Instant expected) {
        server.answerWith(Scripts.answer(201, "application/json", TOKEN.formatted(""), "Date: " + sent));
        assertThat(requestToken())
                .isEqualTo(new Issued(
                        new AccessToken("t"), Optional.empty(), OptionalLong.empty(), Optional.ofNullable(expected)));
    }

    private TokenAnswer requestToken() {
        return Callers.requestToken(Callers.to(server.baseUri()));
    }
}
