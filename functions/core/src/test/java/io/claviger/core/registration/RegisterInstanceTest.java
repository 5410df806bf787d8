package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegisterInstanceTest {
    private static final RedirectUri OTHER = new RedirectUri("adobepass://elsewhere");

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void registering_again_gives_the_same_client() {
        claviger.register("tv");
        ClientId first = clientId();
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(clientId()).isEqualTo(first);
        assertThat(registered()).isEqualTo(1);
    }

    @Test
    void another_redirect_uri_is_a_conflict_and_changes_nothing() {
        claviger.register("tv");
        Instance before = claviger.instance("tv");
        assertThat(claviger.register("tv", Optional.of(OTHER), false)).isEqualTo(new RegisterResult.Conflict());
        assertThat(claviger.instance("tv")).isEqualTo(before);
    }

    @Test
    void a_client_that_the_vault_did_not_store_is_salvaged_and_stored_by_the_next_attempt() {
        claviger.vault.failing(true);
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Unavailable.class);
        claviger.vault.failing(false);
        claviger.clock.advance(Duration.ofSeconds(2));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(registered()).isEqualTo(1);
    }

    @Test
    void a_crashed_attempt_is_taken_over_after_its_lease_ends() {
        abandoned(Optional.empty());
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(registered()).isEqualTo(1);
    }

    @Test
    void credentials_stored_by_a_crashed_attempt_are_used_without_a_call() {
        claviger.register("tv");
        ClientId stored = clientId();
        assertThat(claviger.instances.remove(claviger.instance("tv"))).isTrue();
        abandoned(Optional.empty());
        claviger.register("tv");
        assertThat(clientId()).isEqualTo(stored);
        assertThat(registered()).isEqualTo(1);
    }

    @Test
    void taking_over_with_another_redirect_uri_is_a_conflict() {
        abandoned(Optional.of(InMemoryClaviger.REDIRECT));
        assertThat(claviger.register("tv", Optional.of(OTHER), false)).isEqualTo(new RegisterResult.Conflict());
    }

    @Test
    void a_refused_statement_leaves_no_attempt_and_submits_evidence() {
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.of(Endpoint.REGISTER));
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.StatementRefused.class);
        assertThat(claviger.instances.find(key("tv"))).isEmpty();
        assertThat(claviger.evidence).containsExactly(key("tv"));
    }

    @Test
    void after_a_failure_no_registration_starts_before_the_cool_down_ends() {
        Failure failure = new Failure.RequestRefused("invalid_request");
        claviger.adobe.failsWith(failure);
        long before = claviger.calls("register");
        for (int i = 0; i < 5; i++) {
            assertThat(claviger.register("tv"))
                    .isInstanceOfSatisfying(
                            RegisterResult.Unavailable.class,
                            answer -> assertThat(answer.failure()).isEqualTo(new CallFailure.Upstream(failure)));
        }
        assertThat(claviger.calls("register") - before).isEqualTo(1);
    }

    @Test
    void every_registered_client_is_recorded_and_published() {
        claviger.register("tv");
        assertThat(claviger.journal).contains(new Entry.ClientMade(key("tv"), clientId()));
        assertThat(claviger.events)
                .contains(new Event.InstanceRegistered(key("tv"), clientId(), claviger.clock.instant()));
    }

    @Test
    void an_unknown_application_registers_no_instance() {
        var stranger = new InstanceKey(new ApplicationId("stranger"), key("tv").instance());
        assertThat(claviger.useCases
                        .registerInstance()
                        .register(new RegisterCommand(stranger, Optional.empty(), InMemoryClaviger.DEVICE, true)))
                .isEqualTo(new RegisterResult.NoSuchApplication());
    }

    private void abandoned(Optional<RedirectUri> redirectUri) {
        Registration.Attempt attempt = new Registration.Attempt(
                "00000000-0000-0000-0000-000000000000",
                claviger.clock.instant().plusSeconds(15),
                Optional.empty(),
                Optional.empty());
        claviger.put(Instance.begun(
                key("tv"),
                attempt,
                STATEMENT.fingerprint(),
                redirectUri,
                InMemoryClaviger.DEVICE,
                claviger.clock.instant()));
    }

    private ClientId clientId() {
        return claviger.client("tv").credentials().clientId();
    }

    /** Clients made besides the canary's. */
    private long registered() {
        assertThat(claviger.applications.find(APP)).isPresent();
        return claviger.adobe.clients().size() - 1L;
    }
}
