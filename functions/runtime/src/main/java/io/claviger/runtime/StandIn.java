package io.claviger.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Stands in for AWS, Adobe Pass and an identity provider while a function is primed: an HTTP server of one answer a
 * connection, on the loopback address.
 */
public final class StandIn implements AutoCloseable {
    private final ServerSocket socket;
    private final StandInAnswers answers;

    private StandIn(ServerSocket socket, StandInAnswers answers) {
        this.socket = socket;
        this.answers = answers;
    }

    /**
     * Begins to answer.
     *
     * @param jwks the identity provider's keys (RFC 7517 section 5)
     */
    public static StandIn start(String jwks) {
        try {
            StandIn standIn =
                    new StandIn(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), new StandInAnswers(jwks));
            Thread.ofVirtual().name("stand-in").start(standIn::acceptAll);
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of AWS and of Adobe Pass. */
    public URI uri() {
        return URI.create("http://localhost:" + socket.getLocalPort());
    }

    /** The address of the identity provider's keys. */
    public URI jwks() {
        return uri().resolve(StandInAnswers.JWKS);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException _) {
            // It is closed.
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            String path = line(in).split(" ", -1)[1];
            Map<String, String> headers = headers(in);
            byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            StandInAnswers.Answer answer = answers.to(path, headers.getOrDefault("x-amz-target", ""), body);
            byte[] json = answer.json().getBytes(StandardCharsets.UTF_8);
            String head =
                    "HTTP/1.1 %d Answer\r\nDate: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                            .formatted(
                                    answer.status(),
                                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            Instant.now().atOffset(ZoneOffset.UTC)),
                                    json.length);
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(json);
        } catch (IOException _) {
            // The client went away.
        }
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(":", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
        }
        return headers;
    }

    /** Empty at the end of the head and of the stream. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
