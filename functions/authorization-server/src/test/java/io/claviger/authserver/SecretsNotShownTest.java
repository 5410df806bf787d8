package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.authserver.ScriptedServer.Received;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server echoes all that it receives. None of it shows in answers, logs or on the console. */
class SecretsNotShownTest {
    private static final Logger ROOT = Logger.getLogger("");
    private static final List<String> SECRETS = List.of("STATEMENT", "CLIENT", "TOKEN", "bWFya2Vk", "203.0.113.7");

    private final ScriptedServer server = new ScriptedServer(Scripts.reset());
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Level level = ROOT.getLevel();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord log) {
            logged.add(log.getMessage() + Arrays.toString(log.getParameters()) + log.getThrown());
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is held open
        }
    };

    @BeforeEach
    void listen() {
        ROOT.setLevel(Level.ALL);
        ROOT.addHandler(listener);
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(out);
        System.setErr(err);
        ROOT.removeHandler(listener);
        ROOT.setLevel(level);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 ECHO\r\nContent-Type: application/json\r\n\r\n{\"error\":\"ECHO\",\"error_description\":\"ECHO\"}",
                "HTTP/1.1 400 Bad\r\nContent-Type: text/html\r\nX-Echo: ECHO\r\n\r\n<html>ECHO</html>",
                "HTTP/1.1 400 Bad\r\n\r\n{\"error\":\"invalid_request\",\"error_description\":\"ECHO\"}",
                "HTTP/1.1 400 Bad\r\n\r\n{\"error\": ECHO",
                "HTTP/1.1 401 Bad\r\n\r\n{\"code\":\"ECHO\",\"errors\":[{\"code\":\"ECHO\"}]}",
                "HTTP/1.1 302 Found\r\nLocation: http://localhost/ECHO\r\n\r\nECHO",
                "HTTP/1.1 201 Created\r\n\r\n{\"client_id\":\"ECHO\",\"access_token\":7}",
                "HTTP/1.1 201 Created\r\n\r\n{\"client_id\":\"c\",\"client_secret\":\"ECHO\",\"access_token\":\"ECHO\"}",
                "HTTP/1.1 201 Created\r\n\r\n{\"access_token\":\"t\",\"token_type\":\"ECHO\",\"client_secret\":[\"ECHO\"]}",
                "HTTP/1.1 201 Created\r\nContent-Length: ECHO\r\n\r\n{}",
                "HTTP/1.1 429 Slow\r\nRetry-After: ECHO\r\n\r\nECHO",
                "HTTP/1.1 500 ECHO\r\n\r\nECHO",
                "HTTP/1.1 ECHO\r\n\r\n",
                "HTTP/1.1 200 Fine\r\nContent-Length: 9999\r\n\r\nECHO",
                "ECHO"
            })
    void no_secret_is_in_answers_logs_or_console(String answer) {
        server.answerWith(socket -> Scripts.raw(
                        answer.replace("ECHO", echo(server.received().getLast())))
                .answer(socket));
        AdobePassAuthorizationServer adobePass = Callers.to(server.baseUri());

        String shown = Callers.register(adobePass).toString()
                + Callers.requestToken(adobePass)
                + Callers.callProtectedApi(adobePass);

        assertThat(server.received().toString()).contains(SECRETS);
        assertThat(shown + logged + console).doesNotContain(SECRETS);
    }

    /** The request as text that is valid in a header and in a JSON string. */
    private static String echo(Received request) {
        return (request.body() + request.headers()).replaceAll("[\"\\\\\r\n]", "");
    }
}
