package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.TokenAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    void calls_within_two_seconds_share_a_connection() {
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
    void a_register_call_lost_on_a_reused_connection_is_not_repeated() {
        Callers.register(adobePass);
        server.answerWith(socket -> socket.close());

        RegistrationAnswer answer = Callers.register(adobePass);

        assertThat(answer).isEqualTo(new RegistrationAnswer.Failed(new Failure.Unavailable("connection_lost")));
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void a_failed_call_does_not_break_a_concurrent_one() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        server.answerWith(socket -> {
            arrived.countDown();
            Scripts.silence(released).answer(socket);
            Scripts.json(400, "{\"error\":\"invalid_redirect_uri\"}").answer(socket);
        });
        CompletableFuture<RegistrationAnswer> underWay =
                CompletableFuture.supplyAsync(() -> Callers.register(adobePass));
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

        server.answerWith(Scripts.reset());
        assertThat(Callers.requestToken(adobePass)).isInstanceOf(TokenAnswer.Failed.class);
        released.countDown();

        assertThat(underWay.get(10, TimeUnit.SECONDS)).isEqualTo(new RegistrationAnswer.RedirectUriRefused());
    }
}
