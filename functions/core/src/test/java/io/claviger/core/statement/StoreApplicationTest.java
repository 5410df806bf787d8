package io.claviger.core.statement;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.NEWER;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.Application;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class StoreApplicationTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void storing_the_same_statement_again_makes_no_second_client() {
        int clients = claviger.adobe.clients().size();
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    @Test
    void a_statement_that_adobe_refuses_is_not_stored() {
        Application before = claviger.application();
        assertThat(store(new SoftwareStatement("unknown"))).isInstanceOf(StoreResult.StatementRefused.class);
        assertThat(claviger.application()).isEqualTo(before);
    }

    @Test
    void a_statement_that_cannot_be_verified_is_not_stored() {
        Application before = claviger.application();
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        assertThat(store(NEWER)).isInstanceOf(StoreResult.Unavailable.class);
        assertThat(claviger.application()).isEqualTo(before);
        claviger.adobe.worksAgain();
        claviger.clock.advance(Duration.ofSeconds(2));
        assertThat(store(NEWER)).isInstanceOf(StoreResult.Updated.class);
    }

    @Test
    void a_newer_statement_becomes_current_and_the_older_one_is_still_checked() {
        store(NEWER);
        assertThat(claviger.application().currentStatement().fingerprint()).isEqualTo(NEWER.fingerprint());
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).revoked()).isTrue();
        assertThat(claviger.statement(NEWER).revoked()).isFalse();
        assertThat(claviger.applications.find(APP)).isPresent();
    }

    @Test
    void an_older_statement_that_adobe_now_refuses_does_not_become_current_again() {
        store(NEWER);
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.of(Endpoint.REGISTER));
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.StatementRefused.class);
        assertThat(claviger.application().currentStatement().fingerprint()).isEqualTo(NEWER.fingerprint());
    }

    @Test
    void an_older_statement_that_cannot_be_verified_does_not_become_current_again() {
        store(NEWER);
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.Unavailable.class);
        assertThat(claviger.application().currentStatement().fingerprint()).isEqualTo(NEWER.fingerprint());
    }

    @Test
    void a_good_older_statement_becomes_current_again_without_a_new_client() {
        store(NEWER);
        int clients = claviger.adobe.clients().size();
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.application().currentStatement().fingerprint()).isEqualTo(STATEMENT.fingerprint());
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    @Test
    void storing_a_revoked_statement_is_refused_and_brings_its_check_forward() {
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.StatementRefused.class);
        claviger.adobe.statement(STATEMENT.fingerprint()).reinstate();
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.Updated.class);
        claviger.followEvidence();
        assertThat(claviger.statement(STATEMENT).revoked()).isFalse();
    }

    @Test
    void a_statement_whose_clients_get_no_token_is_not_stored_and_costs_one_client() {
        claviger.adobe.statement(NEWER.fingerprint()).grantNoTokens();
        int clients = claviger.adobe.clients().size();
        Application before = claviger.application();
        for (int tries = 0; tries < 3; tries++) {
            assertThat(store(NEWER)).isEqualTo(new StoreResult.TokenRefused());
            claviger.clock.advance(Duration.ofMinutes(5));
        }
        assertThat(claviger.application()).isEqualTo(before);
        assertThat(claviger.adobe.clients()).hasSize(clients + 1);
    }

    private StoreResult store(SoftwareStatement statement) {
        return claviger.store(statement, RejectedCredentialsPolicy.HOLD);
    }
}
