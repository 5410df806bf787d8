package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.core.credentials.InvalidInput;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUriTest {

    @ParameterizedTest
    @CsvSource({
        "https://sp.auth.adobe.com, https://sp.auth.adobe.com",
        "https://sp.auth.adobe.com/, https://sp.auth.adobe.com",
        "https://sp.auth.adobe.com:8443/pass//, https://sp.auth.adobe.com:8443/pass",
        "HTTPS://sp.auth.adobe.com, HTTPS://sp.auth.adobe.com",
        "https://203.0.113.1, https://203.0.113.1",
        "http://localhost:8090, http://localhost:8090",
        "http://LOCALHOST:8090, http://LOCALHOST:8090",
        "http://127.0.0.1, http://127.0.0.1",
        "http://[::1]:8090, http://[::1]:8090"
    })
    void https_is_accepted_and_http_only_for_this_machine(String given, String kept) {
        assertThat(new BaseUri(given)).hasToString(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sp.auth.adobe.com",
                "/o/client",
                "mailto:a@example.com",
                "ftp://localhost",
                "file:///etc/passwd",
                "http://sp.auth.adobe.com",
                "http://localhost.example.com",
                "http://127.0.0.2",
                "http://127.0.0.1.example.com",
                "http://0.0.0.0",
                "http://[::2]",
                "https://",
                "https:///path",
                "https://under_score.example.com",
                "https://user:SECRET@example.com",
                "https://user@localhost",
                "http://localhost@example.com",
                "https://example.com?key=SECRET",
                "https://example.com/?",
                "https://example.com#SECRET",
                "https://example.com:0",
                "https://example.com:65536",
                "https://example.com/a b",
                "https://example.com\\@localhost",
                "https://example.com\r\nX: y"
            })
    void any_other_address_is_refused_and_not_repeated_in_the_message(String address) {
        assertThatThrownBy(() -> new BaseUri(address))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("authorization server")
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
    }

    @Test
    void a_timeout_that_is_not_positive_is_refused() {
        BaseUri uri = new BaseUri("https://example.com");
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new AdobePassConfig(uri, Duration.ZERO, second, "a"))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new AdobePassConfig(uri, second, second.negated(), "a"))
                .isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nX-Injected: b", "é"})
    void a_user_agent_that_cannot_be_a_header_is_refused(String userAgent) {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new AdobePassConfig(new BaseUri("https://example.com"), second, second, userAgent))
                .isInstanceOf(InvalidInput.class);
    }
}
