package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.Failure.Unavailable;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer.Failed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A register call that never left this machine has made no client, and its failure says so. */
@Timeout(60)
class NothingSentTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final byte[] TLS_ALERT_HANDSHAKE_FAILURE = {0x15, 3, 3, 0, 2, 2, 40};

    @Test
    void a_server_that_does_not_answer_the_tls_handshake_was_sent_nothing() throws IOException {
        try (ServerSocket silent = listening(50)) {
            RegistrationAnswer answer = register(SHORT, "https", silent.getLocalPort());
            assertThat(answer).isEqualTo(new Failed(Unavailable.unsent("connection_failed")));
        }
    }

    @Test
    void a_server_that_accepts_no_connection_in_time_was_sent_nothing() throws IOException {
        try (ServerSocket full = listening(1);
                Socket _ = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket _ = new Socket(full.getInetAddress(), full.getLocalPort())) {
            RegistrationAnswer answer = register(SHORT, "http", full.getLocalPort());
            assertThat(answer).isEqualTo(new Failed(Unavailable.unsent("connection_failed")));
        }
    }

    @Test
    void a_server_that_refuses_the_tls_handshake_was_sent_nothing() throws IOException {
        try (ServerSocket refusing = listening(50)) {
            Thread.startVirtualThread(() -> refuse(refusing));
            RegistrationAnswer answer = register(LONG, "https", refusing.getLocalPort());
            assertThat(answer).isEqualTo(new Failed(Unavailable.unsent("tls_failed")));
        }
    }

    private static void refuse(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write(TLS_ALERT_HANDSHAKE_FAILURE);
            socket.getInputStream().readAllBytes();
        } catch (IOException _) {
            return; // the client hung up
        }
    }

    private static ServerSocket listening(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    private static RegistrationAnswer register(Duration connectTimeout, String scheme, int port) {
        BaseUri baseUri = new BaseUri(scheme + "://127.0.0.1:" + port);
        return Callers.register(new AdobePassAuthorizationServer(
                new AdobePassConfig(baseUri, connectTimeout, LONG, "Claviger-Test"), Callers.CLOCK));
    }
}
