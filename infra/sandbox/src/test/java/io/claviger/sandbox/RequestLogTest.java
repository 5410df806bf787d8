package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.sandbox.requests.LoggedRequest;
import io.claviger.sandbox.requests.RequestFilter;
import io.claviger.sandbox.requests.RequestLog;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The request log, and the secrets that it leaves out. */
class RequestLogTest extends SandboxTestBase {
    @Test
    void the_log_lists_calls_oldest_first_with_exactly_these_members() {
        adobe.registerBody("{}");
        clock.advance(Duration.ofSeconds(1));
        adobe.get("/api/v2/REF30/configuration?x=1");

        var log = adobe.get("/dashboard/requests").json();
        assertThat(log).hasSize(2);
        assertThat(log.get(0).propertyStream().map(Map.Entry::getKey))
                .containsExactly("time", "method", "path", "client_ip", "status", "error", "client_id");
        assertThat(log.get(0).path("path").asText()).isEqualTo("/o/client/register");
        assertThat(log.get(0).path("method").asText()).isEqualTo("POST");
        assertThat(log.get(0).path("status").asInt()).isEqualTo(400);
        assertThat(log.get(0).path("error").asText()).isEqualTo("invalid_request");
        assertThat(log.get(0).path("client_id").isNull()).isTrue();
        assertThat(log.get(1).path("path").asText()).isEqualTo("/api/v2/REF30/configuration");
        assertThat(log.get(1).path("time").asText()).isEqualTo(clock.instant().toString());
    }

    @Test
    void calls_to_the_dashboard_are_not_in_it() {
        adobe.get("/dashboard/registered-applications");
        adobe.get("/dashboard/requests");
        assertThat(adobe.get("/dashboard/requests").body()).isEqualTo("[]");
    }

    @Test
    void the_client_address_is_the_left_most_forwarded_one() {
        adobe.send(adobe.request("/api/v2/REF30/configuration").header("X-Forwarded-For", " 203.0.113.7 , 10.0.0.1"));
        assertThat(lastRequest().clientIp()).isEqualTo("203.0.113.7");
    }

    @Test
    void the_log_is_filtered_by_path_client_and_outcome() {
        var first = adobe.registered(statement());
        var second = adobe.registered(statement());
        adobe.token(first);
        adobe.token(second);
        adobe.token(new AdobeCaller.Credentials(first.clientId(), "wrong"));

        assertThat(sizeOf("")).isEqualTo(5);
        assertThat(sizeOf("?path=/o/client/token")).isEqualTo(3);
        assertThat(sizeOf("?client_id=" + first.clientId())).isEqualTo(3);
        assertThat(sizeOf("?outcome=4xx")).isEqualTo(1);
        assertThat(sizeOf("?outcome=201")).isEqualTo(4);
        assertThat(sizeOf("?outcome=invalid_client")).isEqualTo(1);
        assertThat(sizeOf("?outcome=2xx&path=/o/client/token&client_id=" + second.clientId()))
                .isEqualTo(1);
        assertThat(sizeOf("?outcome=&path=")).isEqualTo(5);
    }

    @Test
    void the_log_can_be_emptied() {
        adobe.registerBody("{}");
        assertThat(adobe.send(adobe.request("/dashboard/requests").DELETE()).status())
                .isEqualTo(204);
        assertThat(sizeOf("")).isZero();
    }

    @Test
    void the_log_never_contains_a_secret_token_or_statement() {
        var credentials = adobe.registered(statement());
        var token = adobe.tokenFor(credentials);
        adobe.configuration("REF30", token);
        adobe.register(statement() + "x");
        adobe.tokenForm("client_id=" + credentials.clientSecret() + "&client_secret=" + credentials.clientSecret()
                + "&grant_type=client_credentials");
        adobe.send(adobe.post(
                "/o/client/token?client_secret=" + credentials.clientSecret(),
                "application/x-www-form-urlencoded",
                ""));
        adobe.send(adobe.request("/api/v2/REF30/configuration?access_token=" + token));

        assertThat(adobe.get("/dashboard/requests").body())
                .doesNotContain(
                        credentials.clientSecret(),
                        token,
                        statement(),
                        statement().substring(0, 40));
    }

    @Test
    void the_last_10_000_calls_are_kept() {
        var log = new RequestLog();
        for (int i = 0; i < 10_003; i++) {
            log.add(new LoggedRequest("t", "GET", "/" + i, "127.0.0.1", 200, null, null));
        }
        var kept = log.list(RequestFilter.ALL);
        assertThat(kept).hasSize(10_000);
        assertThat(kept.getFirst().path()).isEqualTo("/3");
        assertThat(kept.getLast().path()).isEqualTo("/10002");
        assertThat(log.total()).isEqualTo(10_003);
    }

    private int sizeOf(String query) {
        return adobe.get("/dashboard/requests" + query).json().size();
    }
}
