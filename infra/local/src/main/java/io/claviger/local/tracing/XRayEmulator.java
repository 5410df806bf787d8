package io.claviger.local.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.claviger.local.http.JsonNodes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The X-Ray daemon that Lambda runs beside functions. It receives segment documents as datagrams ("Sending trace data
 * to AWS X-Ray" in the X-Ray developer guide), keeps the latest that X-Ray accepts, and drops the others without a
 * word, as X-Ray does.
 */
public final class XRayEmulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int MAX_SUBSEGMENTS = 10_000;
    /** The members of a subsegment that is sent by itself ("AWS X-Ray segment documents"). */
    private static final Map<String, Pattern> REQUIRED = Map.of(
            "name", Pattern.compile("[\\p{L}\\p{N} _.:/%&#=+\\-@]{1,200}"),
            "id", Pattern.compile("[0-9a-f]{16}"),
            "trace_id", Pattern.compile("1-[0-9a-f]{8}-[0-9a-f]{24}"),
            "parent_id", Pattern.compile("[0-9a-f]{16}"),
            "type", Pattern.compile("subsegment"));

    private final DatagramSocket socket;
    private final Deque<JsonNode> subsegments = new ArrayDeque<>();

    private XRayEmulator(DatagramSocket socket) {
        this.socket = socket;
    }

    /** Starts to listen on any free port of the loopback address. */
    public static XRayEmulator listen(Vertx vertx) {
        DatagramSocket socket = vertx.createDatagramSocket();
        XRayEmulator daemon = new XRayEmulator(socket);
        socket.handler(packet -> daemon.take(packet.data()));
        socket.listen(0, HOST).toCompletionStage().toCompletableFuture().join();
        return daemon;
    }

    /** The value of {@code AWS_XRAY_DAEMON_ADDRESS}. */
    public String address() {
        return HOST + ":" + socket.localAddress().port();
    }

    /** The subsegments, oldest first. */
    public synchronized ArrayNode subsegments() {
        return JsonNodes.array().addAll(subsegments);
    }

    private void take(Buffer datagram) {
        String text = datagram.toString();
        int line = text.indexOf('\n');
        Optional<JsonNode> header = JsonNodes.parse(text.substring(0, Math.max(line, 0)));
        if (header.isPresent()
                && header.get().path("format").asText().equals("json")
                && header.get().path("version").asInt() == 1) {
            JsonNodes.parse(text.substring(line + 1))
                    .filter(XRayEmulator::acceptable)
                    .ifPresent(this::keep);
        }
    }

    private static boolean acceptable(JsonNode document) {
        return REQUIRED.entrySet().stream()
                .allMatch(member -> member.getValue()
                        .matcher(document.path(member.getKey()).asText())
                        .matches());
    }

    private synchronized void keep(JsonNode subsegment) {
        if (subsegments.size() == MAX_SUBSEGMENTS) {
            subsegments.removeFirst();
        }
        subsegments.addLast(subsegment);
    }

    @Override
    public void close() {
        socket.close().toCompletionStage().toCompletableFuture().join();
    }
}
