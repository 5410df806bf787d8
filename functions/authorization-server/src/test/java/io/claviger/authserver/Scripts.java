package io.claviger.authserver;

import io.claviger.authserver.ScriptedServer.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Scripts of valid and invalid answers. */
final class Scripts {
    private Scripts() {}

    static Script json(int status, String body) {
        return answer(status, "application/json", body);
    }

    /** @param headers further header lines, each "Name: value" */
    static Script answer(int status, String contentType, String body, String... headers) {
        return bytes(status, contentType, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Script bytes(int status, String contentType, byte[] body, String... headers) {
        return socket -> {
            String head = head(status, contentType, headers) + "Content-Length: " + body.length + "\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
        };
    }

    /** Sends exactly these characters and closes the connection. */
    static Script raw(String text) {
        return socket -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.close();
        };
    }

    static Script silence(CountDownLatch testOver) {
        return _ -> await(testOver, 60_000);
    }

    static Script reset() {
        return socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** Sends one byte of a body every 20 ms until the client closes the connection, which completes {@code hungUp}. */
    static Script trickle(int status, CountDownLatch testOver, CompletableFuture<Long> hungUp) {
        return socket -> {
            socket.getOutputStream()
                    .write((head(status, "application/json") + "\r\n").getBytes(StandardCharsets.US_ASCII));
            pour(socket, " ".getBytes(StandardCharsets.US_ASCII), hungUp, () -> await(testOver, 20));
        };
    }

    /** Sends {@code start} and endless filler. {@code hungUp} completes with the number of bytes sent. */
    static Script endless(String start, String filler, CompletableFuture<Long> hungUp) {
        return socket -> {
            socket.setSendBufferSize(64 * 1024);
            socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            pour(
                    socket,
                    filler.repeat(16 * 1024 / filler.length()).getBytes(StandardCharsets.US_ASCII),
                    hungUp,
                    () -> false);
        };
    }

    /** Sends a body of 20 MB, as far as the client reads it. */
    static Script twentyMegabytes(int status, CompletableFuture<Long> sent) {
        return socket -> {
            int length = 20 * 1024 * 1024;
            byte[] piece = new byte[16 * 1024];
            Arrays.fill(piece, (byte) ' ');
            socket.setSendBufferSize(64 * 1024);
            OutputStream out = socket.getOutputStream();
            out.write((head(status, "application/json") + "Content-Length: " + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            long done = 0;
            try {
                for (; done < length; done += piece.length) {
                    out.write(piece);
                }
            } finally {
                sent.complete(done);
            }
        };
    }

    static String head(int status, String contentType, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        if (!contentType.isEmpty()) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    private interface Stop {
        boolean now();
    }

    private static void pour(Socket socket, byte[] piece, CompletableFuture<Long> hungUp, Stop stop)
            throws IOException {
        long sent = 0;
        OutputStream out = socket.getOutputStream();
        try {
            while (!stop.now()) {
                out.write(piece);
                sent += piece.length;
            }
        } catch (IOException e) {
            hungUp.complete(sent);
            throw e;
        }
    }

    private static boolean await(CountDownLatch testOver, long millis) {
        try {
            return testOver.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }
}
