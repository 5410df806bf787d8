package io.claviger.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.aws.journal.MetricLog;
import io.claviger.aws.journal.MetricsJournal;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Safeguards;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.fake.InMemoryQueue;
import io.claviger.core.fake.InMemoryStatements;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.fake.RegisteredClient;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Journal;
import io.claviger.core.usecases.UseCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token function over a fake Adobe and stores in memory. */
class TokenApiTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final SoftwareStatement STATEMENT = new SoftwareStatement("h.p.s");
    private static final InstanceKey KEY = InstanceKey.parse("tv#one");

    private final FakeClock clock = new FakeClock();
    private final FakeAdobe adobe = new FakeAdobe(clock);
    private final InMemoryApplications applications = new InMemoryApplications();
    private final InMemoryInstances instances = new InMemoryInstances(applications, clock);
    private final InMemoryVault vault = new InMemoryVault(clock);
    private final List<InstanceKey> evidence = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Journal journal = new MetricsJournal(new MetricLog("dev", "token", clock, lines::add));
    private final Api api = api();

    private Api api() {
        Ports ports = new Ports(
                applications,
                new InMemoryStatements(),
                instances,
                vault,
                adobe,
                new InMemoryPacing().onClock(clock),
                new InMemoryQueue(),
                evidence::add,
                _ -> true,
                _ -> {},
                clock::advance);
        UseCases useCases = ports.useCases(Ports.SETTINGS, clock, new SplittableRandom(7));
        return new Api(
                PROVIDER.identities(),
                Map.of(
                        Endpoint.VEND,
                        new VendRoute(useCases.vendToken(), journal, clock),
                        Endpoint.REPORT_REJECTED,
                        new ReportRejectedRoute(useCases.reportRejectedToken())),
                _ -> {},
                Optional::empty);
    }

    @BeforeEach
    void register() {
        adobe.approve(STATEMENT);
        applications.store(new Application(
                new ApplicationId("tv"),
                "TV",
                Optional.empty(),
                Optional.empty(),
                RejectedCredentialsPolicy.HOLD,
                List.of(StatementRecord.stored(STATEMENT.fingerprint(), "{}", clock.instant())),
                Safeguards.NONE,
                EnrolmentKeys.NONE,
                clock.instant(),
                clock.instant(),
                0));
        ClientCredentials credentials = adobe.registerByItself(STATEMENT);
        ClientWithSecret client = new ClientWithSecret(credentials, Optional.of(clock.instant()), List.of());
        vault.create(KEY, client, "0".repeat(36));
        instances.store(Instance.begun(
                        KEY,
                        new Registration.Attempt("a", clock.instant(), Optional.empty(), Optional.empty()),
                        STATEMENT.fingerprint(),
                        Optional.empty(),
                        Device.NONE,
                        clock.instant())
                .activated(client.client()));
    }

    @Test
    void a_token_that_adobe_takes_is_handed_out_and_remembered() {
        APIGatewayV2HTTPResponse first = vend();
        assertThat(first.getStatusCode()).isEqualTo(200);
        assertThat(ApiCall.body(first).path("expires_in").asInt()).isEqualTo(21_600);

        clock.advance(Duration.ofMillis(500));
        assertThat(ApiCall.body(vend()).path("access_token"))
                .isEqualTo(ApiCall.body(first).path("access_token"));
        assertThat(adobe.calls()).containsExactly("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+1", "x", "1.5", "", " ", "86401", "99999999999999999999", "1,2", "0x10", "١"})
    void min_ttl_must_be_a_number_of_seconds_up_to_a_day(String minTtl) {
        APIGatewayV2HTTPResponse answer = vend(minTtl);
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(ApiCall.body(answer).path("detail").asText()).contains("min_ttl", "86400");
        assertThat(adobe.calls()).isEmpty();
    }

    @Test
    void a_refused_vend_is_counted_by_its_problem_code() {
        vend("86400");
        ApiCall.to(Endpoint.VEND)
                .application("tv")
                .instance("another")
                .bearing(PROVIDER.backend("tv"))
                .sendTo(api);
        assertThat(lines)
                .hasSize(2)
                .allMatch(line -> line.contains("\"VendsRefused\":1") && line.contains("\"cause\":\"request\""));
        assertThat(lines.getFirst()).contains("\"Outcome\":\"invalid_request\"");
        assertThat(lines.getLast()).contains("\"Outcome\":\"not_found\"");
    }

    @Test
    void a_refresh_by_another_process_is_no_silence_of_adobes() {
        Instance instance = instances.find(KEY).orElseThrow();
        instances.store(instance.leasedTo(new Lease("another", clock.instant().plusSeconds(60))));
        assertNoNewToken(vend(), "refresh_under_way", "being renewed");
        assertThat(adobe.calls()).isEmpty();
    }

    @Test
    void a_refused_client_is_no_silence_of_adobes_nor_is_its_cool_down() {
        adobe.clients().forEach(RegisteredClient::kill);
        assertNoNewToken(vend(), "credentials_refused", "refuses the instance's client credentials");
        assertNoNewToken(vend(), "credentials_refused", "refuses the instance's client credentials");
        assertThat(adobe.calls()).containsExactly("token");
    }

    @Test
    void the_same_token_again_is_no_silence_of_adobes() {
        adobe.givesTheSameTokenAgain(true);
        vend();
        clock.advance(Duration.ofHours(4));
        lines.clear();
        assertNoNewToken(vend("10800"), "token_not_renewed", "previous token");
        assertNoNewToken(vend("10800"), "token_not_renewed", "previous token");
    }

    private void assertNoNewToken(APIGatewayV2HTTPResponse answer, String outcome, String detail) {
        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(answer.getHeaders()).containsKey("Retry-After");
        assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo("authorization_server_unavailable");
        assertThat(ApiCall.body(answer).path("detail").asText()).contains(detail);
        assertThat(lines.stream().filter(line -> line.contains("VendsRefused")))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"Outcome\":\"%s\"".formatted(outcome)));
    }

    @Test
    void min_ttl_is_honoured_as_far_as_tokens_live() {
        assertThat(vend("0").getStatusCode()).isEqualTo(200);
        assertThat(vend("21000").getStatusCode()).isEqualTo(200);
        assertThat(vend("86400").getStatusCode()).isEqualTo(400);
    }

    @Test
    void a_token_that_was_rejected_is_not_handed_out_again() {
        String rejected = ApiCall.body(vend()).path("access_token").asText();

        APIGatewayV2HTTPResponse noted = report("{\"code\":\"invalid_access_token_client_application\"}");
        assertThat(noted.getStatusCode()).isEqualTo(202);
        assertThat(noted.getBody()).isEqualTo("{}");
        assertThat(evidence).containsExactly(KEY);
        clock.advance(Duration.ofSeconds(2));
        assertThat(ApiCall.body(vend()).path("access_token").asText()).isNotEqualTo(rejected);
    }

    @Test
    void a_report_may_name_its_token_by_the_expiry_of_the_vend() {
        String token = ApiCall.body(vend()).path("access_token").asText();
        assertThat(report("{\"code\":\"x\",\"expires_at\":\"1970-01-01T00:00:00Z\"}")
                        .getStatusCode())
                .isEqualTo(202);
        assertThat(evidence).isEmpty();

        String expiresAt = ApiCall.body(vend()).path("expires_at").asText();
        assertThat(report("{\"code\":\"x\",\"expires_at\":\"%s\"}".formatted(expiresAt))
                        .getStatusCode())
                .isEqualTo(202);
        assertThat(evidence).containsExactly(KEY);
        clock.advance(Duration.ofSeconds(2));
        assertThat(ApiCall.body(vend()).path("access_token").asText()).isNotEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"code\":7}",
                "{\"code\":\"\"}",
                "{\"code\":\"a b\"}",
                "{\"code\":\"x\",\"more\":1}",
                "{\"code\":\"x\",\"expires_at\":\"soon\"}"
            })
    void a_report_without_a_code_is_an_invalid_request(String body) {
        assertThat(report(body).getStatusCode()).isEqualTo(400);
        assertThat(evidence).isEmpty();
    }

    @Test
    void a_report_for_an_unknown_instance_is_not_found() {
        assertThat(call(Endpoint.REPORT_REJECTED)
                        .instance("two")
                        .body("{\"code\":\"x\"}")
                        .sendTo(api)
                        .getStatusCode())
                .isEqualTo(404);
    }

    private APIGatewayV2HTTPResponse vend() {
        return call(Endpoint.VEND).sendTo(api);
    }

    private APIGatewayV2HTTPResponse vend(String minTtl) {
        return call(Endpoint.VEND).query("min_ttl", minTtl).sendTo(api);
    }

    private APIGatewayV2HTTPResponse report(String body) {
        return call(Endpoint.REPORT_REJECTED).body(body).sendTo(api);
    }

    private static ApiCall call(Endpoint endpoint) {
        return ApiCall.to(endpoint).application("tv").instance("one").bearing(PROVIDER.operator());
    }
}
