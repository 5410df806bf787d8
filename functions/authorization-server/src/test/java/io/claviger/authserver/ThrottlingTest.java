package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.Failure.Throttled;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.Failed;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottlingTest {
    private final ScriptedServer server = new ScriptedServer(Scripts.reset());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_html_429_without_retry_after_means_one_second() {
        server.answerWith(Scripts.answer(429, "text/html", "<html>Too Many Requests</html>"));
        assertThat(requestToken()).isEqualTo(new Failed(new Throttled(Duration.ofSeconds(1))));
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
    void retry_after_is_honoured_between_one_second_and_five_minutes(String retryAfter, long seconds) {
        server.answerWith(Scripts.answer(429, "text/html", "<html></html>", "Retry-After: " + retryAfter));
        assertThat(requestToken()).isEqualTo(new Failed(new Throttled(Duration.ofSeconds(seconds))));
    }

    private TokenAnswer requestToken() {
        return Callers.requestToken(Callers.to(server.baseUri()));
    }
}
