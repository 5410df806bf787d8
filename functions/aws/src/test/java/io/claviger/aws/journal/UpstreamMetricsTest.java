package io.claviger.aws.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.aws.json.JsonTree;
import io.claviger.aws.upstream.UpstreamCall;
import io.claviger.aws.upstream.UpstreamCall.Kind;
import io.claviger.aws.upstream.UpstreamCall.Outcome;
import io.claviger.core.fake.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UpstreamMetricsTest {
    private final List<String> output = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final UpstreamMetrics metrics = new UpstreamMetrics(new MetricLog("dev", "worker", clock, output::add));

    @Test
    void each_call_is_a_line_with_its_endpoint_duration_and_outcome() {
        metrics.accept(new UpstreamCall(
                "token", clock.instant(), Duration.ofMillis(250), new Outcome("throttled", Kind.THROTTLED)));

        assertThat(output).hasSize(1);
        JsonNode line = JsonTree.parse(output.getFirst());
        assertThat(line.path("entry").asText()).isEqualTo("UpstreamCall");
        assertThat(line.path("Endpoint").asText()).isEqualTo("token");
        assertThat(line.path("UpstreamLatency").asLong()).isEqualTo(250);
        assertThat(line.path("Outcome").asText()).isEqualTo("throttled");
        assertThat(line.path("UpstreamOutcome").asInt()).isEqualTo(1);
    }
}
