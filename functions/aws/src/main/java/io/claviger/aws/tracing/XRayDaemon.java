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

/** The daemon that Lambda runs beside a function with active tracing; it passes on to X-Ray what it hears. */
public record XRayDaemon(InetSocketAddress address) {
    private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

    /**
     * @param address as Lambda tells it in {@code AWS_XRAY_DAEMON_ADDRESS}: an IP address, a colon and a port
     * @return nothing for another form, so that no function fails for want of a trace
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

    /** Says it once and waits for nothing; whether it was heard cannot be known. */
    void send(ObjectNode document) {
        byte[] datagram = (HEADER + JsonTree.write(document)).getBytes(StandardCharsets.UTF_8);
        // Opened each time: calls to others are few, and a socket would not survive a snapshot of the process.
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.wrap(datagram), address);
        } catch (IOException unheard) {
            // The call itself went as it went; its line in the log tells the same.
        }
    }
}
