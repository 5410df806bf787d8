package io.claviger.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A proxy between functions and sandbox that records all traffic, to collect the secrets in it. */
final class RecordingProxy implements AutoCloseable {
    /** Limits what is recorded of an endless body. Secrets are at the start of an answer. */
    private static final int REMEMBERED = 64 * 1024;

    private final ServerSocket server;
    private final CompletableFuture<URI> target = new CompletableFuture<>();
    private final List<ByteArrayOutputStream> passed = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private RecordingProxy(ServerSocket server) {
        this.server = server;
    }

    /** Listens. A call waits until {@link #leadTo} sets the target. */
    static RecordingProxy listen() throws IOException {
        RecordingProxy tap = new RecordingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(tap::accept);
        return tap;
    }

    void leadTo(URI address) {
        target.complete(address);
    }

    String uri() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** The traffic in both directions so far. */
    String text() {
        return passed.stream()
                .map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        quietly(server);
        open.forEach(RecordingProxy::quietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                URI address = target.join();
                Socket sandbox = new Socket();
                sandbox.connect(new InetSocketAddress(address.getHost(), address.getPort()));
                open.addAll(List.of(caller, sandbox));
                Thread.ofVirtual().start(() -> copy(caller, sandbox));
                Thread.ofVirtual().start(() -> copy(sandbox, caller));
            } catch (IOException closed) {
                quietly(server);
            }
        }
    }

    /** Copies until either side ends. It resets the other connection after a reset. */
    private void copy(Socket from, Socket to) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        passed.add(copy);
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (copy.size() < REMEMBERED) {
                    copy.write(buffer, 0, read);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException reset) {
            lingerNot(to);
        } finally {
            quietly(from);
            quietly(to);
            open.removeAll(List.of(from, to));
        }
    }

    private static void lingerNot(Socket socket) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closed) {
            quietly(socket);
        }
    }

    private static void quietly(java.io.Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
