package io.claviger.core.registration;

import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Registration;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Clients that are adopted without a call to Adobe, and proved by the first vend. */
class AdoptUnprovedTest {
    private InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void an_unproved_client_is_adopted_without_a_call_and_proved_by_its_first_token() {
        ClientCredentials brought = claviger.adobe.registerByItself(InMemoryClaviger.STATEMENT);
        int calls = claviger.adobe.calls().size();

        assertThat(adopt(brought)).isInstanceOf(RegisterResult.Registered.class);
        assertThat(adopt(brought)).isInstanceOf(RegisterResult.AlreadyThere.class);
        assertThat(claviger.adobe.calls()).hasSize(calls);
        assertThat(client().proved()).isFalse();

        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(client()).isEqualTo(client().provedNow());
        assertThat(client().id()).isEqualTo(brought.clientId());
    }

    @Test
    void a_refused_unproved_client_is_rejected_and_replaced_by_no_registration() {
        claviger = new InMemoryClaviger(RejectedCredentialsPolicy.REREGISTER);
        int clients = claviger.adobe.clients().size();
        adopt(wrong());

        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.CredentialsRefused());
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.CredentialsRefused());
        quarantine();
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.Quarantined());
        assertThat(claviger.register("tv")).isEqualTo(new RegisterResult.CredentialsRefused());
        claviger.clock.advance(Duration.ofHours(1));
        assertThat(claviger.registerByOperator("tv")).isEqualTo(new RegisterResult.CredentialsRefused());
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    @Test
    void other_credentials_take_the_place_of_an_unproved_client_that_was_refused() {
        adopt(wrong());
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.CredentialsRefused());
        ClientCredentials right = claviger.adobe.registerByItself(InMemoryClaviger.STATEMENT);

        assertThat(adopt(right)).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(client().id()).isEqualTo(right.clientId());
    }

    @Test
    void the_right_secret_takes_the_place_of_a_wrong_one_also_in_quarantine() {
        ClientCredentials right = claviger.adobe.registerByItself(InMemoryClaviger.STATEMENT);
        adopt(new ClientCredentials(right.clientId(), new ClientSecret("wrong")));
        claviger.vend("tv");
        quarantine();

        assertThat(adopt(right)).isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void an_instance_that_has_another_client_keeps_it() {
        claviger.register("tv");
        ClientCredentials other = claviger.adobe.registerByItself(InMemoryClaviger.STATEMENT);

        assertThat(adopt(other)).isEqualTo(new RegisterResult.Conflict());
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void an_attempt_that_another_process_completes_stays_unproved() {
        ClientCredentials brought = claviger.adobe.registerByItself(InMemoryClaviger.STATEMENT);
        claviger.vault.failing(true);
        adopt(brought);
        claviger.vault.failing(false);
        claviger.clock.advance(Duration.ofMinutes(2));

        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        assertThat(client().id()).isEqualTo(brought.clientId());
        assertThat(client().proved()).isFalse();
    }

    @Test
    void an_unproved_client_under_a_revoked_statement_is_not_replaced_but_adopted_anew() {
        ClientCredentials brought = claviger.adobe.registerByItself(InMemoryClaviger.NEWER);
        adopt(brought);
        claviger.store(InMemoryClaviger.NEWER, RejectedCredentialsPolicy.REREGISTER);
        claviger.adobe
                .statement(InMemoryClaviger.STATEMENT.fingerprint())
                .revoke(EnumSet.allOf(FakeAdobe.Endpoint.class));
        claviger.check();
        int clients = claviger.adobe.clients().size();

        assertThat(claviger.registerByOperator("tv")).isEqualTo(new RegisterResult.StatementRevoked());
        assertThat(claviger.adobe.clients()).hasSize(clients);
        assertThat(client().id()).isEqualTo(brought.clientId());

        assertThat(claviger.useCases.adoptCredentials().adopt(new AdoptCommand(key("tv"), brought, DEVICE, true)))
                .isInstanceOf(RegisterResult.Registered.class);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(client().id()).isEqualTo(brought.clientId());
        assertThat(client().proved()).isTrue();
    }

    private void quarantine() {
        for (int refusals = 0; refusals < 2; refusals++) {
            claviger.vend("tv");
            claviger.followEvidence();
            claviger.clock.advance(Duration.ofMinutes(6));
        }
        assertThat(claviger.instance("tv").registration()).isInstanceOf(Registration.Quarantined.class);
    }

    private RegisterResult adopt(ClientCredentials credentials) {
        return claviger.useCases.adoptCredentials().adopt(new AdoptCommand(key("tv"), credentials, DEVICE, false));
    }

    private static ClientCredentials wrong() {
        return new ClientCredentials(new ClientId("unknown"), new ClientSecret("wrong"));
    }

    private Client client() {
        return claviger.instance("tv").registration().knownClient().orElseThrow();
    }
}
