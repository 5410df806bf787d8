package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.authserver.ScriptedServer.Script;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.Failure.Effect;
import io.claviger.core.authorizationserver.Failure.Throttled;
import io.claviger.core.authorizationserver.Failure.Unavailable;
import io.claviger.core.authorizationserver.Failure.Unintelligible;
import io.claviger.core.authorizationserver.TokenAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile answer becomes a named failure, in bounded time and memory. */
@Timeout(60)
class HostileAnswerTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);
    /** The limit, plus the socket buffers on both sides. */
    private static final long MAX_BYTES_TAKEN = 8 * 1024 * 1024;

    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<Long> hungUp = new CompletableFuture<>();
    private final ScriptedServer server = new ScriptedServer(Scripts.reset());

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    @Test
    void a_body_of_20_megabytes_is_cut_off() throws Exception {
        assertFailure(LONG, Scripts.twentyMegabytes(201, hungUp), new Unintelligible("oversized_body"));
        assertThat(hungUp.get(10, TimeUnit.SECONDS)).isLessThan(MAX_BYTES_TAKEN);
    }

    @Test
    void a_body_that_never_ends_is_cut_off() throws Exception {
        String start = Scripts.head(201, "application/json") + "\r\n{\"access_token\":\"";
        assertFailure(LONG, Scripts.endless(start, "x", hungUp), new Unintelligible("oversized_body"));
        assertThat(hungUp.get(10, TimeUnit.SECONDS)).isLessThan(MAX_BYTES_TAKEN);
    }

    @Test
    void a_refusal_that_never_ends_is_no_refusal() throws Exception {
        String start = Scripts.head(400, "application/json") + "\r\n{\"error\":\"invalid_client\"}";
        assertFailure(LONG, Scripts.endless(start, " ", hungUp), new Unintelligible("oversized_body", Effect.NONE));
        assertThat(hungUp.get(10, TimeUnit.SECONDS)).isLessThan(MAX_BYTES_TAKEN);
    }

    @Test
    void an_endless_body_of_a_500_is_not_read() throws Exception {
        String start = Scripts.head(500, "text/html") + "\r\n";
        assertFailure(LONG, Scripts.endless(start, "x", hungUp), new Unavailable("http_500"));
        assertThat(hungUp.get(10, TimeUnit.SECONDS)).isLessThan(MAX_BYTES_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 102 Processing\r\n\r\n", "X-Filler: 01234567890123\r\n"})
    void endless_interim_answers_and_headers_are_cut_off(String filler) throws Exception {
        String start = filler.startsWith("X-") ? "HTTP/1.1 201 Created\r\n" : "";
        server.answerWith(Scripts.endless(start, filler, hungUp));
        assertThat(failure(Callers.requestToken(Callers.within(SHORT, server.baseUri()))))
                .isIn(new Unavailable("timeout"), new Unintelligible("not_http"));
        assertThat(hungUp.get(10, TimeUnit.SECONDS)).isLessThan(MAX_BYTES_TAKEN);
    }

    @Test
    void an_endless_trickling_body_ends_with_the_total_timeout() throws Exception {
        assertFailure(SHORT, Scripts.trickle(201, over, hungUp), new Unavailable("timeout"));
        assertThat(hungUp.get(10, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void a_429_with_an_endless_trickling_body_is_throttling_at_once() throws Exception {
        assertFailure(LONG, Scripts.trickle(429, over, hungUp), new Throttled(Duration.ofSeconds(1)));
        assertThat(hungUp.get(10, TimeUnit.SECONDS)).isNotNegative();
    }

    @Test
    void a_silent_server_is_unavailable_after_the_total_timeout() {
        assertFailure(SHORT, Scripts.silence(over), new Unavailable("timeout"));
    }

    @Test
    void incomplete_headers_are_a_timeout() {
        Script half = socket -> {
            socket.getOutputStream().write("HTTP/1.1 201 Cre".getBytes(StandardCharsets.US_ASCII));
            Scripts.silence(over).answer(socket);
        };
        assertFailure(SHORT, half, new Unavailable("timeout"));
    }

    @Test
    void a_reset_connection_is_unavailable() {
        assertFailure(LONG, Scripts.reset(), new Unavailable("connection_lost"));
    }

    @Test
    void a_connection_closed_without_an_answer_is_unavailable() {
        assertFailure(LONG, Scripts.raw(""), new Unavailable("connection_lost"));
    }

    @Test
    void a_body_shorter_than_its_length_is_unavailable() {
        String answer =
                Scripts.head(400, "application/json") + "Content-Length: 99\r\n\r\n{\"error\":\"invalid_client\"}";
        assertFailure(LONG, Scripts.raw(answer), new Unavailable("connection_lost"));
    }

    @Test
    void a_chunked_body_without_its_last_chunk_is_unavailable() {
        String answer = Scripts.head(400, "application/json")
                + "Transfer-Encoding: chunked\r\n\r\n1a\r\n{\"error\":\"invalid_client\"}\r\n";
        assertFailure(LONG, Scripts.raw(answer), new Unavailable("connection_lost"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 abc Nonsense\r\n\r\n",
                "HTTP/1.1 201 OK\r\nContent-Length: many\r\n\r\n"
            })
    void something_other_than_http_is_a_failure(String answer) {
        server.answerWith(Scripts.raw(answer));
        assertThat(failure(Callers.requestToken(Callers.to(server.baseUri()))))
                .isIn(new Unintelligible("not_http"), new Unavailable("connection_lost"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed(int status) {
        String location = "Location: " + server.baseUri() + "/elsewhere";
        assertFailure(LONG, Scripts.answer(status, "application/json", "{}", location), new Unintelligible("redirect"));
        assertThat(server.onlyRequest().path()).isEqualTo("/o/client/token");
    }

    @Test
    void a_closed_port_is_unavailable() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(failure(Callers.requestToken(Callers.to(new BaseUri("http://127.0.0.1:" + port)))))
                .isEqualTo(Unavailable.unsent("connection_failed"));
    }

    @Test
    void a_server_without_tls_behind_an_https_address_is_unavailable() {
        server.answerWith(Scripts.json(201, "{}"));
        String https = server.baseUri().value().replace("http:", "https:");
        assertThat(failure(Callers.requestToken(Callers.to(new BaseUri(https)))))
                .isEqualTo(Unavailable.unsent("tls_failed"));
        assertThat(server.received()).noneMatch(request -> request.body().contains("secret"));
    }

    @Test
    void an_interrupted_caller_gets_unavailable_and_stays_interrupted() {
        server.answerWith(Scripts.silence(over));
        Thread.currentThread().interrupt();
        Failure failure = failure(Callers.requestToken(Callers.within(LONG, server.baseUri())));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isEqualTo(new Unavailable("interrupted"));
    }

    private void assertFailure(Duration totalTimeout, Script script, Failure expected) {
        server.answerWith(script);
        long start = System.nanoTime();
        TokenAnswer answer = Callers.requestToken(Callers.within(totalTimeout, server.baseUri()));
        assertThat(answer).isEqualTo(new TokenAnswer.Failed(expected));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(totalTimeout.plusSeconds(5));
    }

    private static Failure failure(TokenAnswer answer) {
        return ((TokenAnswer.Failed) answer).failure();
    }
}
