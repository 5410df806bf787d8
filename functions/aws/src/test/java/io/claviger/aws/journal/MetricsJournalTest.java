package io.claviger.aws.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.aws.json.JsonTree;
import io.claviger.aws.testing.TestData;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MetricsJournalTest {
    private static final ClientId CLIENT = new ClientId("client-1");

    private final List<String> output = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final MetricsJournal journal = new MetricsJournal(new MetricLog("dev", "token", clock, output::add));

    @Test
    void a_vend_is_one_line_with_its_metrics_by_stage_and_by_source() {
        clock.moveTo(Instant.parse("2026-11-23T12:00:00Z"));
        journal.note(
                new Entry.TokenVended(TestData.KEY, Entry.Source.MEMORY, Duration.ofSeconds(90), Duration.ofHours(1)));

        assertThat(output)
                .containsExactly("{\"_aws\":{\"Timestamp\":1795435200000,\"CloudWatchMetrics\":["
                        + "{\"Namespace\":\"Claviger\",\"Dimensions\":[[\"Stage\"],[\"Stage\",\"Source\"]],"
                        + "\"Metrics\":[{\"Name\":\"TokensVended\",\"Unit\":\"Count\"}]},"
                        + "{\"Namespace\":\"Claviger\",\"Dimensions\":[[\"Stage\"]],"
                        + "\"Metrics\":[{\"Name\":\"TokenAge\",\"Unit\":\"Seconds\"}]},"
                        + "{\"Namespace\":\"Claviger\",\"Dimensions\":[[\"Stage\"]],"
                        + "\"Metrics\":[{\"Name\":\"TokenTimeLeft\",\"Unit\":\"Seconds\"}]}]},"
                        + "\"timestamp\":\"2026-11-23T12:00:00Z\",\"Stage\":\"dev\",\"function\":\"token\","
                        + "\"entry\":\"TokenVended\",\"instance\":\"acme.tv#living-room_1\",\"TokensVended\":1,"
                        + "\"Source\":\"memory\",\"TokenAge\":90,\"TokenTimeLeft\":3600}");
    }

    static Stream<Entry> every_entry() {
        return Stream.of(
                new Entry.TokenVended(TestData.KEY, Entry.Source.STORE, Duration.ZERO, Duration.ZERO),
                new Entry.VendRefused(TestData.KEY, "credentials_rejected"),
                new Entry.BookkeepingFailed(TestData.KEY, "store_vend", "SdkException"),
                new Entry.TokenRefreshed(TestData.KEY, "refreshed", Optional.of(Duration.ofSeconds(5))),
                new Entry.TokenRefreshed(TestData.KEY, "throttled", Optional.empty()),
                new Entry.RefreshPostponed(TestData.KEY, Duration.ofMinutes(7), true),
                new Entry.TokenExpired(TestData.KEY, Duration.ofSeconds(9)),
                new Entry.CoolDownBegun(TestData.KEY, 3, Duration.ofSeconds(8)),
                new Entry.ClientMade(TestData.KEY, CLIENT),
                new Entry.ClientLeftBehind(TestData.KEY, CLIENT),
                new Entry.ClientPossiblyLeftBehind(TestData.KEY, "attempt-1", "timeout"),
                new Entry.ClientSalvaged(TestData.KEY, CLIENT),
                new Entry.SealBroken(TestData.KEY, "accessToken"),
                new Entry.InstanceChanged(TestData.KEY, "ACTIVE", "SUSPECT"),
                new Entry.ApplicationStored(TestData.APPLICATION, Optional.empty(), TestData.STATEMENT.fingerprint()),
                check(StatementStatus.REVOKED, true),
                new Entry.ApplicationsChecked(1, 2, 3),
                new Entry.InstancesCounted(TestData.APPLICATION, Map.of("QUARANTINED", 2L)),
                new Entry.BreakerOpened(20, 3),
                new Entry.BreakerStaysOpen(),
                new Entry.BreakerClosed(Duration.ofMinutes(10)),
                new Entry.Swept(7, true));
    }

    @ParameterizedTest
    @MethodSource("every_entry")
    void every_metric_and_dimension_that_a_line_declares_is_in_it(Entry entry) {
        journal.note(entry);

        JsonNode line = line();
        assertThat(line.path("entry").asText()).isEqualTo(entry.getClass().getSimpleName());
        for (JsonNode directive : line.path("_aws").path("CloudWatchMetrics")) {
            directive
                    .path("Dimensions")
                    .forEach(set -> set.forEach(name ->
                            assertThat(line.path(name.asText()).isTextual()).isTrue()));
            directive
                    .path("Metrics")
                    .forEach(metric -> assertThat(
                                    line.path(metric.path("Name").asText()).isNumber())
                            .isTrue());
        }
    }

    @Test
    void a_check_of_one_statement_may_raise_an_alarm_and_never_ends_one() {
        journal.note(check(StatementStatus.REVOKED, true));
        assertThat(line().path("StatementsRevoked").asInt()).isEqualTo(1);
        assertThat(line().has("StatementsSuspect")).isFalse();
        assertThat(line().path("Outcome").asText()).isEqualTo("conclusive");
        assertThat(line().path("evidence_code").asText()).isEqualTo("invalid_software_statement");

        journal.note(check(StatementStatus.SUSPECT, false));
        assertThat(line().path("StatementsSuspect").asInt()).isEqualTo(1);
        assertThat(line().has("StatementsRevoked")).isFalse();
        assertThat(line().path("Outcome").asText()).isEqualTo("inconclusive");

        journal.note(check(StatementStatus.ACTIVE, true));
        assertThat(line().has("StatementsRevoked")).isFalse();
        assertThat(line().has("StatementsSuspect")).isFalse();
    }

    @Test
    void an_older_statement_that_stays_revoked_does_not_keep_an_alarm() {
        journal.note(check(StatementStatus.REVOKED, StatementStatus.REVOKED, true));

        assertThat(line().has("StatementsRevoked")).isFalse();
    }

    @Test
    void a_check_of_all_counts_suspect_revoked_and_undecided_also_if_zero() {
        journal.note(new Entry.ApplicationsChecked(1, 0, 3));

        assertThat(line().path("ApplicationsUndecided").asInt()).isEqualTo(1);
        assertThat(line().path("StatementsSuspect").asInt(-1)).isZero();
        assertThat(line().path("StatementsRevoked").asInt()).isEqualTo(3);
    }

    @Test
    void a_count_of_instances_names_every_status_also_if_zero() {
        journal.note(new Entry.InstancesCounted(TestData.APPLICATION, Map.of("QUARANTINED", 2L)));

        assertThat(line().path("application").asText()).isEqualTo("acme.tv");
        assertThat(line().path("quarantined").asText()).isEqualTo("2");
        assertThat(line().path("suspect").asText()).isEqualTo("0");
    }

    @Test
    void a_line_names_its_cause_and_the_causes_id() {
        assertThat(noted(new Cause.Request("r-1", List.of("operator"), Optional.of("olga"))))
                .contains(
                        "\"cause\":\"request\",\"request_id\":\"r-1\",\"groups\":[\"operator\"],\"subject\":\"olga\"");
        assertThat(noted(new Cause.Request("r-2", List.of("app"), Optional.empty())))
                .contains("\"request_id\":\"r-2\",\"groups\":[\"app\"]}")
                .doesNotContain("subject");
        assertThat(noted(new Cause.Schedule("r-3"))).contains("\"cause\":\"schedule\",\"request_id\":\"r-3\"");
        assertThat(noted(new Cause.Message("m-4"))).contains("\"cause\":\"message\",\"message_id\":\"m-4\"");

        journal.note(new Entry.Swept(7, false));
        assertThat(output.getLast()).doesNotContain("cause");
    }

    private String noted(Cause cause) {
        return CurrentCause.during(cause, () -> {
            journal.note(new Entry.InstanceChanged(TestData.KEY, "ACTIVE", "DEREGISTERED"));
            return output.getLast();
        });
    }

    @Test
    void a_client_left_behind_is_named() {
        journal.note(new Entry.ClientLeftBehind(TestData.KEY, CLIENT));

        assertThat(line().path("client_id").asText()).isEqualTo("client-1");
        assertThat(line().path("ClientsLeftBehind").asInt()).isEqualTo(1);
    }

    @Test
    void a_possible_client_is_recorded_with_instance_attempt_and_reason() {
        journal.note(new Entry.ClientPossiblyLeftBehind(TestData.KEY, "attempt-1", "timeout"));

        assertThat(line().path("instance").asText()).isEqualTo("acme.tv#living-room_1");
        assertThat(line().path("attempt").asText()).isEqualTo("attempt-1");
        assertThat(line().path("reason").asText()).isEqualTo("timeout");
        assertThat(line().path("ClientsPossiblyLeftBehind").asInt()).isEqualTo(1);
    }

    private static Entry.StatementChecked check(StatementStatus after, boolean conclusive) {
        return check(StatementStatus.ACTIVE, after, conclusive);
    }

    private static Entry.StatementChecked check(StatementStatus before, StatementStatus after, boolean conclusive) {
        return new Entry.StatementChecked(
                TestData.APPLICATION,
                TestData.STATEMENT.fingerprint(),
                before,
                after,
                Optional.of(new Evidence("register", "invalid_software_statement", TestData.NOW)),
                conclusive);
    }

    private JsonNode line() {
        return JsonTree.parse(output.getLast());
    }
}
