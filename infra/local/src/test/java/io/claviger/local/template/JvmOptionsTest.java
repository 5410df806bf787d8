package io.claviger.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the options that the template gives to the functions' JVMs bring about. */
class JvmOptionsTest {

    /** Prints for how many seconds this JVM keeps an address, and a stale one. */
    static final class NameCache {
        private NameCache() {}

        public static void main(String[] args) throws ReflectiveOperationException {
            Class<?> policy = Class.forName("sun.net.InetAddressCachePolicy");
            Method addresses = policy.getMethod("get");
            Method stale = policy.getMethod("getStale");
            System.out.println(addresses.invoke(null) + " " + stale.invoke(null));
        }
    }

    /** Prints how often a POST is sent whose kept connection the server closes instead of answering. */
    static final class Posts {
        private static final String REQUEST_END = "\r\n\r\nbody";

        private Posts() {}

        public static void main(String[] args) throws IOException {
            try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
                URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
                Thread.ofPlatform().daemon().start(() -> post(address, 2));
                try (Socket kept = server.accept()) {
                    readRequest(kept.getInputStream());
                    kept.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    readRequest(kept.getInputStream());
                }
                server.setSoTimeout(2000);
                System.out.println(isRepeated(server) ? 2 : 1);
            }
        }

        private static boolean isRepeated(ServerSocket server) throws IOException {
            try (Socket again = server.accept()) {
                return readRequest(again.getInputStream());
            } catch (SocketTimeoutException _) {
                return false;
            }
        }

        private static void post(URI address, int times) {
            try {
                for (int i = 0; i < times; i++) {
                    HttpURLConnection connection =
                            (HttpURLConnection) address.toURL().openConnection();
                    connection.setDoOutput(true);
                    connection.getOutputStream().write("body".getBytes(StandardCharsets.US_ASCII));
                    connection.getInputStream().readAllBytes();
                }
            } catch (IOException _) {
                // The second call gets no answer, whether it is repeated or not.
            }
        }

        private static boolean readRequest(InputStream in) throws IOException {
            StringBuilder request = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                request.append((char) next);
                if (request.toString().endsWith(REQUEST_END)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** AWS and Adobe change the addresses behind their names. A snapshot carries the names that it knew. */
    @Test
    void every_function_keeps_an_address_for_at_most_30_seconds() {
        assertThat(options())
                .isNotEmpty()
                .allSatisfy(
                        these -> assertThat(run(NameCache.class, these, "--add-exports=java.base/sun.net=ALL-UNNAMED"))
                                .isEqualTo("30 0"));
    }

    /**
     * A connection that was kept over a freeze may be closed. The JVM would send a POST again unasked, so that a write
     * that AWS made already would look as if another process had made it. The AWS SDK counts its own attempts.
     */
    @Test
    void no_function_sends_a_post_twice_unasked() {
        assertThat(options())
                .isNotEmpty()
                .allSatisfy(these -> assertThat(run(Posts.class, these)).isEqualTo("1"));
        assertThat(run(Posts.class, "-Dnone=given")).as("without the options").isEqualTo("2");
    }

    private static Set<String> options() {
        Stack stack = TemplateReader.read(
                Path.of("../../template.yaml"),
                Map.of(
                        "IdentityIssuer", "https://id.example.com",
                        "IdentityAudience", "claviger",
                        "IdentityJwksUri", "https://id.example.com/jwks",
                        "AuthorizationServerUri", "https://adobe.example.com",
                        "ServiceProvider", "sandbox"),
                AwsEnvironment.local(URI.create("http://localhost:4566")),
                ExistingArns.NONE);
        return stack.functions().stream()
                .map(function ->
                        Objects.requireNonNull(function.environment().get("JAVA_TOOL_OPTIONS"), function.logicalId()))
                .collect(Collectors.toSet());
    }

    private static String run(Class<?> main, String options, String... more) {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"));
        java.command().addAll(1, List.of(more));
        java.command().add(main.getName());
        java.redirectError(ProcessBuilder.Redirect.DISCARD).environment().put("JAVA_TOOL_OPTIONS", options);
        try {
            return new String(java.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }
}
