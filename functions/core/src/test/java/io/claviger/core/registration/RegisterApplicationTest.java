package io.claviger.core.registration;

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
import io.claviger.core.registration.RegisterApplication.StoreResult;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class RegisterApplicationTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void storing_the_same_again_makes_no_further_client() {
        int clients = claviger.adobe.clients().size();
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    @Test
    void a_statement_that_adobe_refuses_is_not_kept() {
        Application before = claviger.application();
        assertThat(store(new SoftwareStatement("unknown"))).isInstanceOf(StoreResult.StatementRefused.class);
        assertThat(claviger.application()).isEqualTo(before);
    }

    @Test
    void a_statement_that_can_not_be_proved_now_is_not_kept() {
        Application before = claviger.application();
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        assertThat(store(NEWER)).isInstanceOf(StoreResult.Unavailable.class);
        assertThat(claviger.application()).isEqualTo(before);
        claviger.adobe.worksAgain();
        assertThat(store(NEWER)).isInstanceOf(StoreResult.Updated.class);
    }

    @Test
    void a_newer_statement_comes_first_and_the_older_one_stays_under_check() {
        store(NEWER);
        assertThat(claviger.application().currentStatement().fingerprint()).isEqualTo(NEWER.fingerprint());
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).revoked()).isTrue();
        assertThat(claviger.statement(NEWER).revoked()).isFalse();
        assertThat(claviger.applications.find(APP)).isPresent();
    }

    @Test
    void an_older_statement_that_adobe_refuses_by_now_is_not_put_back() {
        store(NEWER);
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.of(Endpoint.REGISTER));
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.StatementRefused.class);
        assertThat(claviger.application().currentStatement().fingerprint()).isEqualTo(NEWER.fingerprint());
    }

    @Test
    void an_older_statement_that_can_not_be_proved_now_is_not_put_back() {
        store(NEWER);
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.Unavailable.class);
        assertThat(claviger.application().currentStatement().fingerprint()).isEqualTo(NEWER.fingerprint());
    }

    @Test
    void a_good_older_statement_is_put_back_without_a_further_client() {
        store(NEWER);
        int clients = claviger.adobe.clients().size();
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.application().currentStatement().fingerprint()).isEqualTo(STATEMENT.fingerprint());
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    @Test
    void a_revoked_statement_is_not_stored_again_until_it_is_reinstated_which_brings_its_check_forward() {
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.StatementRefused.class);
        claviger.adobe.statement(STATEMENT.fingerprint()).reinstate();
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(store(STATEMENT)).isInstanceOf(StoreResult.Updated.class);
        claviger.followEvidence();
        assertThat(claviger.statement(STATEMENT).revoked()).isFalse();
    }

    private StoreResult store(SoftwareStatement statement) {
        return claviger.store(statement, RejectedCredentialsPolicy.HOLD);
    }
}
