package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bad input gets one of Adobe's errors: never a 500, and never a hang. */
class BadInputTest extends SandboxTestBase {
    private static final Set<String> REGISTER =
            Set.of("invalid_request", "invalid_redirect_uri", "invalid_software_statement");
    private static final Set<String> TOKEN = Set.of("invalid_request", "invalid_client", "unsupported_grant_type");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mangled_register_bodies_get_adobes_errors(long seed) {
        var random = new Random(seed);
        var good = AdobeCaller.write(Map.of("software_statement", statement(), "redirect_uri", "https://a.example/"));
        for (int i = 0; i < 150; i++) {
            var reply = adobe.registerBody(mangled(good, random));
            if (reply.status() != 201) {
                assertThat(reply.status()).as("seed %s, call %s", seed, i).isEqualTo(400);
                assertThat(REGISTER).as("seed %s, call %s", seed, i).contains(reply.error());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mangled_token_bodies_get_adobes_errors(long seed) {
        var random = new Random(seed);
        var credentials = adobe.registered(statement());
        var good = "client_id=" + credentials.clientId() + "&client_secret=" + credentials.clientSecret()
                + "&grant_type=client_credentials";
        for (int i = 0; i < 150; i++) {
            var reply = adobe.tokenForm(mangled(good, random));
            if (reply.status() != 201) {
                assertThat(reply.status()).as("seed %s, call %s", seed, i).isEqualTo(400);
                assertThat(TOKEN).as("seed %s, call %s", seed, i).contains(reply.error());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mangled_calls_of_rest_api_v2_get_enhanced_errors(long seed) {
        var random = new Random(seed);
        var tv = new StreamingApp(adobe, statement(), "tv-1");
        var resources = AdobeCaller.write(Map.of("resources", List.of("news")));
        for (int i = 0; i < 60; i++) {
            for (var reply : List.of(
                    tv.createSession(mangled(StreamingApp.WHOLE, random)),
                    tv.decideBody("authorize/SandboxTV", mangled(resources, random)))) {
                assertThat(reply.status()).as("seed %s, call %s", seed, i).isIn(200, 400, 403);
                assertThat(reply.json().has("code") || reply.status() == 200)
                        .as("seed %s, call %s: %s", seed, i, reply.body())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "POST /o/client/token HTTP/1.1\r\nHost: a\r\nContent-Length: minus\r\n\r\n",
                "POST /o/client/token HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n",
                "GET /api/v2/%zz/configuration HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/v2/%00/configuration HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/v2/../../o HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void malformed_http_gets_a_4xx(String request) throws IOException {
        assertThat(answerTo(request)).matches("HTTP/1\\.[01] 4\\d\\d");
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 40_000, 200_000})
    void a_header_of_any_size_gets_a_4xx(int size) throws IOException {
        var header = "X-Device-Info: " + "A".repeat(size);
        assertThat(answerTo("POST /o/client/token HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n"))
                .matches("HTTP/1\\.[01] 4\\d\\d");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void a_path_of_any_length_gets_a_4xx(int length) throws IOException {
        assertThat(answerTo("GET /api/v2/" + "a".repeat(length) + "/configuration HTTP/1.1\r\nHost: a\r\n\r\n"))
                .matches("HTTP/1\\.[01] 4\\d\\d");
    }

    @Test
    void a_malformed_chunk_ends_its_own_connection_alone() throws IOException {
        var broken = "POST /o/client/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n";
        assertThat(answerTo(broken)).isEmpty();
        assertThat(adobe.register(statement()).status()).isEqualTo(201);
    }

    private static String mangled(String good, Random random) {
        var text = new StringBuilder(good);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(1, 300));
                case 2 -> text.insert(at, "%&={}[]\":,\\".charAt(random.nextInt(11)));
                case 3 -> text.insert(at, HexFormat.of().toHexDigits(random.nextInt()));
                default -> throw new AssertionError();
            }
        }
        return text.toString();
    }

    private String answerTo(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), sandbox.baseUri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }
}
