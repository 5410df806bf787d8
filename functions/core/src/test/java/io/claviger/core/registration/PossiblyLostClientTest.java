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

/** Adobe may hold clients that Claviger never learned the id of: whoever operates it is told that, and only then. */
class PossiblyLostClientTest {
    private static final String DEAD = "00000000-0000-0000-0000-000000000000";

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    static List<Failure> leaving_doubt() {
        return List.of(
                new Failure.Unavailable("timeout"),
                new Failure.Unavailable("connection_lost"),
                new Failure.Unavailable("http_502"),
                new Failure.Unintelligible("malformed_json"),
                new Failure.Unintelligible("oversized_body"),
                new Failure.Unintelligible("no_client_secret"));
    }

    @ParameterizedTest
    @MethodSource("leaving_doubt")
    void an_answer_that_never_came_or_made_no_sense_is_told_once_with_its_code(Failure failure) {
        claviger.adobe.answersRegistrationsWith(failure);
        claviger.register("tv");
        String attempt = ((Attempt) claviger.instance("tv").registration()).attemptId();
        claviger.adobe.worksAgain();
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(told()).containsExactly(new ClientPossiblyLeftBehind(key("tv"), attempt, failure.code()));
    }

    static List<Failure> leaving_none() {
        return List.of(
                Failure.Unavailable.unsent("connection_failed"),
                new Failure.Throttled(Duration.ofSeconds(1)),
                new Failure.RequestRefused("invalid_request"),
                new Failure.Unintelligible("http_404", Failure.Effect.NONE),
                new Failure.Unintelligible("unknown_error_code", Failure.Effect.NONE));
    }

    @ParameterizedTest
    @MethodSource("leaving_none")
    void a_failure_that_rules_a_client_out_is_not_told(Failure failure) {
        claviger.adobe.failsWith(failure);
        claviger.register("tv");
        claviger.register("tv");
        claviger.adobe.worksAgain();
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(told()).isEmpty();
    }

    @Test
    void whoever_takes_over_from_one_that_died_tells_of_the_client_that_one_may_have_asked_for() {
        died();
        claviger.register("tv");
        assertThat(told()).containsExactly(new ClientPossiblyLeftBehind(key("tv"), DEAD, "attempt_died"));
    }

    @Test
    void the_doubt_is_told_also_while_the_vault_does_not_answer() {
        died();
        claviger.vault.failing(true);
        claviger.clock.advance(Duration.ofSeconds(16));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Unavailable.class);
        assertThat(told()).containsExactly(new ClientPossiblyLeftBehind(key("tv"), DEAD, "attempt_died"));
    }

    @Test
    void there_is_no_doubt_about_one_that_died_after_it_had_stored_its_client() {
        claviger.register("tv");
        assertThat(claviger.instances.remove(claviger.instance("tv"))).isTrue();
        died();
        claviger.register("tv");
        assertThat(told()).isEmpty();
    }

    private void died() {
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

    private List<ClientPossiblyLeftBehind> told() {
        return claviger.journal.stream()
                .filter(ClientPossiblyLeftBehind.class::isInstance)
                .map(ClientPossiblyLeftBehind.class::cast)
                .toList();
    }
}
