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

/** A line between the functions and the sandbox that remembers all that passes, so that no secret escapes the search. */
final class WireTap implements AutoCloseable {
    /** An endless body shall not fill the memory: what is secret stands at the beginning of an answer. */
    private static final int REMEMBERED = 64 * 1024;

    private final ServerSocket server;
    private final CompletableFuture<URI> target = new CompletableFuture<>();
    private final List<ByteArrayOutputStream> passed = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private WireTap(ServerSocket server) {
        this.server = server;
    }

    /** Listens; a call waits until it is known {@linkplain #leadTo where to}. */
    static WireTap listen() throws IOException {
        WireTap tap = new WireTap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(tap::accept);
        return tap;
    }

    void leadTo(URI address) {
        target.complete(address);
    }

    String uri() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** All that passed so far, either way. */
    String text() {
        return passed.stream()
                .map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        quietly(server);
        open.forEach(WireTap::quietly);
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

    /** Copies until either side is done. A connection that was reset is reset on the other side, too. */
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
