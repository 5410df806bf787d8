package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry.ClientPossiblyLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal records a possible client only when Adobe may hold a client whose id Claviger does not know. */
class PossiblyLostClientTest {
    private static final String DEAD = "00000000-0000-0000-0000-000000000000";

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    static List<Failure> ambiguousFailures() {
        return List.of(
                new Failure.Unavailable("timeout"),
                new Failure.Unavailable("connection_lost"),
                new Failure.Unavailable("http_502"),
                new Failure.Unintelligible("malformed_json"),
                new Failure.Unintelligible("oversized_body"),
                new Failure.Unintelligible("no_client_secret"));
    }

    @ParameterizedTest
    @MethodSource("ambiguousFailures")
    void a_lost_or_malformed_answer_is_recorded_once_with_its_code(Failure failure) {
        claviger.adobe.answersRegistrationsWith(failure);
        claviger.register("tv");
        String attempt = ((Attempt) claviger.instance("tv").registration()).attemptId();
        claviger.adobe.worksAgain();
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(recorded()).containsExactly(new ClientPossiblyLeftBehind(key("tv"), attempt, failure.code()));
    }

    static List<Failure> unambiguousFailures() {
        return List.of(
                Failure.Unavailable.unsent("connection_failed"),
                new Failure.Throttled(Duration.ofSeconds(1)),
                new Failure.RequestRefused("invalid_request"),
                new Failure.Unintelligible("http_404", Failure.Effect.NONE),
                new Failure.Unintelligible("unknown_error_code", Failure.Effect.NONE));
    }

    @ParameterizedTest
    @MethodSource("unambiguousFailures")
    void a_failure_that_excludes_a_client_is_not_recorded(Failure failure) {
        claviger.adobe.failsWith(failure);
        claviger.register("tv");
        claviger.register("tv");
        claviger.adobe.worksAgain();
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(recorded()).isEmpty();
    }

    @Test
    void taking_over_a_crashed_attempt_records_its_possible_client() {
        crashedAttempt();
        claviger.register("tv");
        assertThat(recorded()).containsExactly(new ClientPossiblyLeftBehind(key("tv"), DEAD, "attempt_died"));
    }

    @Test
    void a_possible_client_is_recorded_also_while_the_vault_is_unavailable() {
        crashedAttempt();
        claviger.vault.failing(true);
        claviger.clock.advance(Duration.ofSeconds(16));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(recorded()).containsExactly(new ClientPossiblyLeftBehind(key("tv"), DEAD, "attempt_died"));
    }

    @Test
    void an_attempt_that_crashed_after_storing_its_client_leaves_no_possible_client() {
        claviger.register("tv");
        assertThat(claviger.instances.remove(claviger.instance("tv"))).isTrue();
        crashedAttempt();
        claviger.register("tv");
        assertThat(recorded()).isEmpty();
    }

    private void crashedAttempt() {
        Attempt attempt = new Registration.Attempt(
                DEAD, claviger.clock.instant().plusSeconds(15), Optional.empty(), Optional.empty());
        claviger.put(Instance.begun(
                key("tv"),
                attempt,
                STATEMENT.fingerprint(),
                Optional.empty(),
                InMemoryClaviger.DEVICE,
                claviger.clock.instant()));
    }

    private List<ClientPossiblyLeftBehind> recorded() {
        return claviger.journal.stream()
                .filter(ClientPossiblyLeftBehind.class::isInstance)
                .map(ClientPossiblyLeftBehind.class::cast)
                .toList();
    }
}
