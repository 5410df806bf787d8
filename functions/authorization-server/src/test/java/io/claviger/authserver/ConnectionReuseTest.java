package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionReuseTest {
    private final ScriptedServer server = new ScriptedServer(Scripts.json(400, "{\"error\":\"invalid_request\"}"));
    private final AtomicReference<Instant> now = new AtomicReference<>(Callers.NOW);
    private final AdobePassAuthorizationServer adobePass = new AdobePassAuthorizationServer(
            new AdobePassConfig(server.baseUri(), Duration.ofSeconds(20), Duration.ofSeconds(20), "Test"), now::get);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void calls_that_follow_closely_share_a_connection() {
        Callers.requestToken(adobePass);
        now.updateAndGet(instant -> instant.plusMillis(1999));
        Callers.requestToken(adobePass);

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void a_call_after_a_pause_or_a_freeze_takes_a_new_connection() {
        Callers.requestToken(adobePass);
        now.updateAndGet(instant -> instant.plusSeconds(2));
        Callers.requestToken(adobePass);

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void a_call_after_the_clock_was_set_back_takes_a_new_connection() {
        Callers.requestToken(adobePass);
        now.updateAndGet(instant -> instant.minusSeconds(60));
        Callers.requestToken(adobePass);

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void a_register_call_that_a_kept_connection_swallowed_is_not_made_again() {
        Callers.register(adobePass);
        server.answerWith(socket -> socket.close());

        RegistrationAnswer answer = Callers.register(adobePass);

        assertThat(answer).isEqualTo(new RegistrationAnswer.Failed(new Failure.Unavailable("connection_lost")));
        assertThat(server.received()).hasSize(2);
    }
}
