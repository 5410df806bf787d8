package io.claviger.revocationcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstanceList;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.fake.InMemoryQueue;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Entry;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.revocation.CheckRevocation;
import io.claviger.core.revocation.FollowUpRefusal;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.usecases.UseCases;
import io.claviger.runtime.InvocationDeadline;
import io.claviger.runtime.MessageBatch;
import io.claviger.runtime.testing.FakeContext;
import io.claviger.runtime.testing.QueueEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One function, three kinds of events: on demand, on evidence and by the schedule. */
class RevocationCheckFunctionTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final SoftwareStatement STATEMENT = new SoftwareStatement("h.p.s");
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final JsonNode SCHEDULE = JsonNodeFactory.instance.objectNode();
    private static final Context CONTEXT = new FakeContext("8f507cfc-xmpl");

    private final FakeClock clock = new FakeClock();
    private final FakeAdobe adobe = new FakeAdobe(clock);
    private final InMemoryApplications applications = new InMemoryApplications();
    private final InMemoryInstances instances = new InMemoryInstances(applications, clock);
    private final InMemoryVault vault = new InMemoryVault(clock);
    private final UseCases useCases = useCases(instances);
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final List<Entry> noted = new ArrayList<>();
    private final List<Entry> counted = new ArrayList<>();
    private final CountInstances count = new CountInstances(new InMemoryInstanceList(instances), counted::add);
    private final RequestStreamHandler function = function();

    private UseCases useCases(Instances stored) {
        Ports ports = new Ports(
                applications,
                new InMemoryStatements(),
                stored,
                vault,
                adobe,
                new InMemoryPacing().onClock(clock),
                new InMemoryQueue(),
                _ -> {},
                _ -> true,
                _ -> {},
                clock::advance);
        return ports.useCases(Ports.SETTINGS, clock, new SplittableRandom(7));
    }

    private RevocationCheckFunction function() {
        CheckRevocation check = useCases.checkRevocation();
        FollowUpRefusal evidence = useCases.followUpRefusal();
        InvocationDeadline deadline = new InvocationDeadline();
        return new RevocationCheckFunction(
                new Api(
                        PROVIDER.identities(),
                        Map.of(Endpoint.CHECK_REVOCATION, new CheckRoute(check, clock)),
                        _ -> {},
                        Optional::empty),
                new MessageBatch(worker, deadline, Duration.ofMinutes(3), body -> {
                    EvidenceMessage message = EvidenceMessage.parse(body);
                    evidence.followUp(message.instance(), message.seenAt());
                }),
                new ScheduledCheck(applications, check, count, noted::add, INTERVAL, clock),
                deadline);
    }

    @BeforeEach
    void registerTheApplication() {
        adobe.approve(STATEMENT);
        useCases.storeApplication()
                .store(new StoreApplicationCommand(
                        new ApplicationId("tv"),
                        "TV",
                        STATEMENT,
                        "{}",
                        Optional.empty(),
                        Optional.empty(),
                        RejectedCredentialsPolicy.HOLD));
        clock.advance(Duration.ofMinutes(15));
    }

    @AfterEach
    void stop() {
        worker.shutdownNow();
    }

    @Test
    void the_schedule_checks_every_application_and_returns_its_status() throws IOException {
        assertThat(invoke(SCHEDULE).toString())
                .isEqualTo("{\"applications\":[{\"application_id\":\"tv\",\"status\":\"ACTIVE\"}]}");
        revoke();
        assertThat(invoke(SCHEDULE).at("/applications/0/status").asText()).isEqualTo("REVOKED");
    }

    @Test
    void the_schedule_notes_how_many_are_revoked_and_how_many_undecided() throws IOException {
        invoke(SCHEDULE);
        revoke();
        invoke(SCHEDULE);
        clock.advance(Duration.ofMinutes(15));
        adobe.failsWith(new Failure.Unavailable("timeout"));
        invoke(SCHEDULE);
        assertThat(noted)
                .containsExactly(
                        new Entry.ApplicationsChecked(0, 0, 0),
                        new Entry.ApplicationsChecked(0, 0, 1),
                        new Entry.ApplicationsChecked(1, 0, 1));
    }

    @Test
    void the_schedule_of_each_minute_checks_revoked_statements_alone() throws IOException {
        JsonNode minute = JsonNodeFactory.instance.objectNode().put("only", "revoked");
        int calls = adobe.calls().size();
        assertThat(invoke(minute).toString()).isEqualTo("{\"applications\":[]}");
        assertThat(adobe.calls()).hasSize(calls);
        revoke();
        invoke(SCHEDULE);
        adobe.statement(STATEMENT.fingerprint()).reinstate();
        clock.advance(Duration.ofMinutes(1));
        noted.clear();
        assertThat(invoke(minute).at("/applications/0/status").asText()).isEqualTo("ACTIVE");
        assertThat(noted).isEmpty();
    }

    @Test
    void an_operator_sees_status_and_evidence() throws IOException {
        revoke();
        JsonNode answer = invoke(demand().bearing(PROVIDER.operator()).json());
        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(answer.at("/headers/Cache-Control").asText()).isEqualTo("no-store");
        JsonNode body = new ObjectMapper().readTree(answer.path("body").asText());
        assertThat(body.path("status").asText()).isEqualTo("REVOKED");
        assertThat(body.at("/evidence/where").asText()).isNotEmpty();
        assertThat(body.at("/statements/0/fingerprint").asText())
                .isEqualTo(STATEMENT.fingerprint().hex());
    }

    @Test
    void only_an_operator_may_ask_and_an_unknown_application_is_not_found() throws IOException {
        int calls = adobe.calls().size();
        assertThat(invoke(demand().json()).path("statusCode").asInt()).isEqualTo(401);
        assertThat(invoke(demand().bearing(PROVIDER.backend("tv")).json())
                        .path("statusCode")
                        .asInt())
                .isEqualTo(404);
        assertThat(invoke(demand().application("radio")
                                .bearing(PROVIDER.operator())
                                .json())
                        .path("statusCode")
                        .asInt())
                .isEqualTo(404);
        assertThat(adobe.calls()).hasSize(calls);
    }

    @Test
    void evidence_brings_a_check_forward() throws IOException {
        revoke();
        JsonNode event = QueueEvent.of(evidence("tv#one"));
        assertThat(QueueEvent.failures(event, invoke(event))).isEmpty();
        assertThat(applications
                        .find(new ApplicationId("tv"))
                        .orElseThrow()
                        .currentStatement()
                        .revoked())
                .isTrue();
    }

    @Test
    void a_malformed_message_fails_alone() throws IOException {
        JsonNode event = QueueEvent.of("{}", evidence("tv#one"), "{\"instance_key\":\"tv#one\",\"seen_at\":\"now\"}");
        assertThat(QueueEvent.failures(event, invoke(event))).containsExactly(0, 2);
    }

    @Test
    void a_failed_check_fails_the_schedule_after_the_other_checks() {
        CheckRevocation none = brokenCheck();
        assertThatThrownBy(() -> new ScheduledCheck(applications, none, count, noted::add, INTERVAL, clock)
                        .run(Duration.ofMinutes(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tv");
        assertThat(noted).containsExactly(new Entry.ApplicationsChecked(1, 0, 0));
    }

    @Test
    void without_time_left_no_check_begins_and_the_applications_count_as_undecided() {
        int calls = adobe.calls().size();
        JsonNode answer =
                new ScheduledCheck(applications, brokenCheck(), count, noted::add, INTERVAL, clock).run(Duration.ZERO);
        assertThat(answer.at("/applications/0/status").asText()).isEqualTo("ACTIVE");
        assertThat(noted).containsExactly(new Entry.ApplicationsChecked(1, 0, 0));
        assertThat(adobe.calls()).hasSize(calls);
    }

    @Test
    void the_schedule_counts_the_instances_that_are_not_active() throws IOException {
        InstanceKey key = InstanceKey.parse("tv#one");
        useCases.registerInstance().register(new RegisterCommand(key, Optional.empty(), Device.NONE, false));
        invoke(SCHEDULE);
        useCases.deregisterInstance().deregister(key);
        invoke(SCHEDULE);
        assertThat(counted)
                .containsExactly(
                        new Entry.InstancesCounted(key.application(), Map.of()),
                        new Entry.InstancesCounted(key.application(), Map.of("DEREGISTERED", 1L)));
    }

    private CheckRevocation brokenCheck() {
        return useCases(new InMemoryInstances(applications, clock) {
                    @Override
                    public InstanceSnapshot read(InstanceKey key) {
                        throw new IllegalStateException("the table is out of reach");
                    }
                })
                .checkRevocation();
    }

    private void revoke() {
        adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.allOf(FakeAdobe.Endpoint.class));
    }

    private String evidence(String key) {
        return "{\"instance_key\":\"%s\",\"seen_at\":%d}"
                .formatted(key, clock.instant().toEpochMilli());
    }

    private static ApiCall demand() {
        return ApiCall.to(Endpoint.CHECK_REVOCATION).application("tv");
    }

    private JsonNode invoke(JsonNode event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), answer, CONTEXT);
        return new ObjectMapper().readTree(answer.toByteArray());
    }
}
