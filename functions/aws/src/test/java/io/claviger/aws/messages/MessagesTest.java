package io.claviger.aws.messages;

import static io.claviger.aws.testing.TestData.APPLICATION;
import static io.claviger.aws.testing.TestData.KEY;
import static io.claviger.aws.testing.TestData.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.aws.json.JsonTree;
import io.claviger.core.application.Evidence;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00.123Z");
    private static final ClientId CLIENT = new ClientId("client-1");

    private final FakeClock clock = new FakeClock();
    private final FakeQueue sqs = new FakeQueue();
    private final FakeBus eventBridge = new FakeBus();
    private final SqsRefreshQueue queue = new SqsRefreshQueue(() -> sqs, "http://queue", clock);
    private final SqsRevocationEvidence evidence = new SqsRevocationEvidence(() -> sqs, "http://queue", clock);
    private final EventBridgePublisher publisher = new EventBridgePublisher(() -> eventBridge, "bus");

    @Test
    void keys_are_queued_in_batches_of_at_most_ten_and_can_be_read_back() {
        List<InstanceKey> keys = keys(25);

        assertThat(queue.submit(due(keys))).isTrue();

        assertThat(sqs.batches()).containsExactlyInAnyOrder(10, 10, 5);
        assertThat(sqs.bodies().stream().map(MessageJson::instance)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(sqs.bodies()).contains("{\"instance_key\":\"acme.tv#i0\"}");
        assertThat(queue.depth()).isEqualTo(25);
    }

    @Test
    void a_message_is_delayed_until_its_instance_is_due_in_whole_seconds() {
        Instant now = clock.instant();
        Stream.of(-7_000, 0, 1, 1_000, 59_400, 86_400_000)
                .forEach(millis -> assertThat(queue.submit(List.of(new DueInstance(KEY, now.plusMillis(millis)))))
                        .isTrue());

        assertThat(sqs.delays()).containsExactly(0, 0, 1, 1, 60, 900);
    }

    @Test
    void sixteen_batches_are_under_way_at_once() {
        sqs.answerTogether(16);

        assertThat(queue.submit(due(keys(320)))).isTrue();
        assertThat(sqs.batches()).hasSize(32);
    }

    @Test
    void without_keys_no_message_is_sent() {
        assertThat(queue.submit(List.of())).isTrue();
        assertThat(sqs.batches()).isEmpty();
    }

    @Test
    void refused_messages_are_sent_once_more() {
        List<InstanceKey> keys = keys(10);
        sqs.refuseNext(3);

        assertThat(queue.submit(due(keys))).isTrue();

        assertThat(sqs.bodies().stream().map(MessageJson::instance)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(sqs.batches()).containsExactly(10, 3);
    }

    @Test
    void submitting_to_a_refusing_or_unavailable_queue_returns_false() {
        sqs.refuseNext(100);
        assertThat(queue.submit(due(keys(10)))).isFalse();

        sqs.breakDown();
        assertThat(queue.submit(due(keys(1)))).isFalse();
    }

    @Test
    void evidence_names_the_instance_and_when_it_was_seen() {
        clock.moveTo(AT.truncatedTo(ChronoUnit.SECONDS));
        evidence.submit(KEY);

        assertThat(sqs.bodies())
                .containsExactly("{\"instance_key\":\"acme.tv#living-room_1\",\"seen_at\":1795435200000}");
        assertThat(MessageJson.instance(sqs.bodies().getFirst())).isEqualTo(KEY);
    }

    @Test
    void evidence_that_cannot_be_queued_throws_no_exception() {
        sqs.breakDown();

        evidence.submit(KEY);

        assertThat(sqs.bodies()).isEmpty();
    }

    @Test
    void a_message_of_another_form_is_refused() {
        assertThatThrownBy(() -> MessageJson.instance("nonsense")).isInstanceOf(JsonTree.Unreadable.class);
        assertThatThrownBy(() -> MessageJson.instance("{\"instance_key\":7}")).isInstanceOf(JsonTree.Unreadable.class);
        assertThatThrownBy(() -> MessageJson.instance("{\"instance_key\":\"a/b#c\"}"))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void a_revocation_is_published_with_its_evidence() {
        Evidence why = new Evidence("register", "invalid_software_statement", AT.minusSeconds(1));

        assertThat(publisher.publish(
                        new Event.SoftwareStatementRevoked(APPLICATION, STATEMENT.fingerprint(), Optional.of(why), AT)))
                .isTrue();

        assertThat(eventBridge.only().source()).isEqualTo("io.claviger");
        assertThat(eventBridge.only().detailType()).isEqualTo("SoftwareStatementRevoked");
        assertThat(eventBridge.only().eventBusName()).isEqualTo("bus");
        assertThat(eventBridge.only().time()).isEqualTo(AT);
        assertThat(detail()).isEqualTo(JsonTree.parse("""
                        {"application_id":"acme.tv","statement_fingerprint":"%s","at":"2026-11-23T12:00:00.123Z",
                         "evidence":{"where":"register","code":"invalid_software_statement",
                                     "seen_at":"2026-11-23T11:59:59.123Z"}}
                        """.formatted(STATEMENT.fingerprint())));
    }

    @Test
    void every_other_event_names_its_application_or_instance() {
        publisher.publish(new Event.SoftwareStatementRestored(APPLICATION, STATEMENT.fingerprint(), AT));
        assertThat(detail().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("application_id", "statement_fingerprint", "at");

        publisher.publish(new Event.CredentialsRejected(KEY, CLIENT, "invalid_client", AT));
        assertThat(detail()).isEqualTo(JsonTree.parse("""
                        {"application_id":"acme.tv","instance_id":"living-room_1","client_id":"client-1",
                         "code":"invalid_client","at":"2026-11-23T12:00:00.123Z"}"""));

        JsonNode instance = JsonTree.parse("""
                        {"application_id":"acme.tv","instance_id":"living-room_1","client_id":"client-1",
                         "at":"2026-11-23T12:00:00.123Z"}""");
        publisher.publish(new Event.InstanceRegistered(KEY, CLIENT, AT));
        assertThat(eventBridge.only().detailType()).isEqualTo("InstanceRegistered");
        assertThat(detail()).isEqualTo(instance);
        publisher.publish(new Event.InstanceDeregistered(KEY, CLIENT, AT));
        assertThat(eventBridge.only().detailType()).isEqualTo("InstanceDeregistered");
        assertThat(detail()).isEqualTo(instance);
    }

    @Test
    void an_event_that_the_bus_refused_counts_as_not_published() {
        Event event = new Event.InstanceRegistered(KEY, CLIENT, AT);

        eventBridge.refuse();
        assertThat(publisher.publish(event)).isFalse();

        eventBridge.breakDown();
        assertThat(publisher.publish(event)).isFalse();
    }

    private JsonNode detail() {
        return JsonTree.parse(eventBridge.only().detail());
    }

    private List<DueInstance> due(List<InstanceKey> keys) {
        return keys.stream().map(key -> new DueInstance(key, clock.instant())).toList();
    }

    private static List<InstanceKey> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new InstanceKey(APPLICATION, new InstanceId("i" + i)))
                .toList();
    }
}
