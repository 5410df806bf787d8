package io.claviger.aws.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.aws.json.JsonTree;
import io.claviger.aws.upstream.UpstreamCall;
import io.claviger.aws.upstream.UpstreamCall.Kind;
import io.claviger.aws.upstream.UpstreamCall.Outcome;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpstreamSubsegmentsTest {
    private static final String ROOT = "1-5e6722a7-cc560aff46db7ae02d4da47e";
    private static final Instant BEGUN = Instant.parse("2026-11-23T12:00:00.000250Z");

    private final DatagramSocket socket;
    private final XRayDaemon daemon;

    UpstreamSubsegmentsTest() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
        daemon = XRayDaemon.at("127.0.0.1:" + socket.getLocalPort()).orElseThrow();
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void a_call_is_one_subsegment_of_the_invocation() throws IOException {
        subsegments("Root=" + ROOT + ";Parent=0123456789abcdef;Sampled=1;Lineage=1:a:0")
                .accept(call("issued", Kind.GRANTED));

        String[] datagram = receive().split("\n", -1);
        assertThat(datagram).hasSize(2);
        assertThat(JsonTree.parse(datagram[0]))
                .isEqualTo(JsonTree.object().put("format", "json").put("version", 1));
        assertThat(datagram[1]).contains("\"start_time\":1795435200.000250,\"end_time\":1795435200.250250");
        ObjectNode document = JsonTree.parse(datagram[1]);
        assertThat(document.path("id").asText()).matches("[0-9a-f]{16}");
        assertThat(document.path("name").asText()).isEqualTo("api.auth.adobe.com");
        assertThat(document.path("trace_id").asText()).isEqualTo(ROOT);
        assertThat(document.path("parent_id").asText()).isEqualTo("0123456789abcdef");
        assertThat(document.path("type").asText()).isEqualTo("subsegment");
        assertThat(document.path("namespace").asText()).isEqualTo("remote");
        assertThat(document.path("annotations"))
                .isEqualTo(JsonTree.object().put("endpoint", "token").put("outcome", "issued"));
        assertThat(document.has("error") || document.has("fault") || document.has("throttle"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, true, false, false", "THROTTLED, true, true, false", "FAILED, false, false, true"})
    void a_failed_call_has_x_rays_error_throttle_and_fault_flags(
            Kind kind, boolean error, boolean throttle, boolean fault) throws IOException {
        subsegments("Root=" + ROOT + ";Parent=0123456789abcdef;Sampled=1").accept(call("so", kind));

        ObjectNode document = JsonTree.parse(receive().split("\n", -1)[1]);
        assertThat(document.path("error").asBoolean()).isEqualTo(error);
        assertThat(document.path("throttle").asBoolean()).isEqualTo(throttle);
        assertThat(document.path("fault").asBoolean()).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Root=1-5e6722a7-cc560aff46db7ae02d4da47e;Parent=0123456789abcdef;Sampled=0",
                "Root=1-5e6722a7-cc560aff46db7ae02d4da47e;Parent=0123456789abcdef",
                "Root=1-5e6722a7-cc560aff46db7ae02d4da47e;Sampled=1",
                "Root=secret;Parent=0123456789abcdef;Sampled=1",
                ""
            })
    void an_unsampled_trace_sends_nothing(String header) throws IOException {
        subsegments(header).accept(call("left-out", Kind.GRANTED));
        subsegments("Root=" + ROOT + ";Parent=0123456789abcdef;Sampled=1").accept(call("kept", Kind.GRANTED));

        assertThat(receive()).contains("kept");
    }

    @Test
    void a_missing_daemon_throws_no_exception() {
        socket.close();

        assertThatCode(() -> subsegments("Root=" + ROOT + ";Parent=0123456789abcdef;Sampled=1")
                        .accept(call("unheard", Kind.GRANTED)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "localhost:2000", "999.0.0.1:2000", ":1"})
    void an_address_of_another_form_gives_no_daemon(String address) {
        assertThat(XRayDaemon.at(address)).isEmpty();
    }

    private UpstreamSubsegments subsegments(String header) {
        return new UpstreamSubsegments(
                daemon, "api.auth.adobe.com", () -> TraceHeader.parse(header), new Random(20_261_123));
    }

    private static UpstreamCall call(String outcome, Kind kind) {
        return new UpstreamCall("token", BEGUN, Duration.ofMillis(250), new Outcome(outcome, kind));
    }

    private String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
