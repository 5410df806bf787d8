package io.claviger.aws.tracing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.json.JsonTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The daemon that Lambda runs beside a function with active tracing. It forwards documents to X-Ray. */
public record XRayDaemon(InetSocketAddress address) {
    private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

    /**
     * @param address the value of {@code AWS_XRAY_DAEMON_ADDRESS}: an IP address, a colon and a port
     * @return empty for any other form, so that no function fails for lack of a trace
     */
    public static Optional<XRayDaemon> at(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        try {
            InetAddress host = InetAddress.ofLiteral(address.substring(0, colon));
            int port = Integer.parseInt(address.substring(colon + 1));
            return Optional.of(new XRayDaemon(new InetSocketAddress(host, port)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Sends one datagram. UDP does not tell whether it arrived. */
    void send(ObjectNode document) {
        byte[] datagram = (HEADER + JsonTree.write(document)).getBytes(StandardCharsets.UTF_8);
        // A channel for each call: calls are few, and an open socket does not survive a snapshot of the process.
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.wrap(datagram), address);
        } catch (IOException unheard) {
            // The trace is lost. The log line of the call has the same facts.
        }
    }
}
