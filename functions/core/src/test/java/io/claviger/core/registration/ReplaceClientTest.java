package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.NEWER;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.vending.VendResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a client is replaced, and when it stays. */
class ReplaceClientTest {
    private InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void a_usable_client_that_a_slow_attempt_stored_becomes_the_instances_client() {
        claviger.quarantine("tv");
        ClientCredentials left = claviger.adobe.registerByItself(STATEMENT);
        claviger.vault.replace(
                key("tv"),
                new ClientWithSecret(left, Optional.of(claviger.clock.instant()), List.of()),
                "slow",
                claviger.client("tv").credentials().clientId());
        claviger.registerByOperator("tv");
        assertThat(claviger.instance("tv").registration().has(left.clientId())).isTrue();
    }

    @Test
    void a_quarantined_instance_waits_for_an_operator() {
        quarantined();
        ClientId old = clientId();
        assertThat(claviger.register("tv")).isEqualTo(new RegisterResult.CredentialsRefused());
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.Quarantined());
        assertThat(claviger.registerByOperator("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(clientId()).isNotEqualTo(old);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_quarantined_instance_gets_a_new_client_if_the_policy_allows_it() {
        claviger = new InMemoryClaviger(RejectedCredentialsPolicy.REREGISTER);
        quarantined();
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_client_that_works_again_is_not_replaced_even_by_an_operator() {
        claviger.register("tv");
        ClientId old = clientId();
        Instance active = claviger.instance("tv");
        Registration.Active registration = (Registration.Active) active.registration();
        claviger.put(active.with(new Registration.Quarantined(
                registration.client(), new Refusal("invalid_client", claviger.clock.instant()))));
        assertThat(claviger.registerByOperator("tv")).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(clientId()).isEqualTo(old);
        assertThat(registered()).isEqualTo(1);
    }

    @Test
    void a_newer_statement_serves_new_instances_and_keeps_existing_credentials() {
        claviger.register("old");
        ClientId before = claviger.client("old").credentials().clientId();
        claviger.store(NEWER, RejectedCredentialsPolicy.HOLD);
        claviger.register("new");
        assertThat(claviger.client("new").statement().fingerprint()).isEqualTo(NEWER.fingerprint());
        assertThat(claviger.register("old")).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(claviger.client("old").credentials().clientId()).isEqualTo(before);
    }

    @Test
    void an_operator_moves_an_instance_of_a_revoked_statement_to_the_current_one() {
        claviger.register("tv");
        claviger.store(NEWER, RejectedCredentialsPolicy.HOLD);
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.StatementRevoked());
        assertThat(claviger.register("tv")).isEqualTo(new RegisterResult.StatementRevoked());
        assertThat(claviger.registerByOperator("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.client("tv").statement().fingerprint()).isEqualTo(NEWER.fingerprint());
    }

    @Test
    void a_refused_move_to_the_current_statement_keeps_the_instances_own() {
        claviger.register("tv");
        Instance before = claviger.instance("tv");
        claviger.store(NEWER, RejectedCredentialsPolicy.HOLD);
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        claviger.adobe.statement(NEWER.fingerprint()).revoke(EnumSet.of(Endpoint.REGISTER));
        claviger.registerByOperator("tv");
        assertThat(claviger.instance("tv").registration()).isEqualTo(before.registration());
        assertThat(claviger.instance("tv").statement()).isEqualTo(STATEMENT.fingerprint());
    }

    private void quarantined() {
        claviger.quarantine("tv");
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("QUARANTINED");
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
