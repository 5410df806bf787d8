package io.claviger.core.revocation;

import static io.claviger.core.application.StatementStatus.ACTIVE;
import static io.claviger.core.application.StatementStatus.REVOKED;
import static io.claviger.core.fake.InMemoryClaviger.NEWER;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.IssuedStatement;
import io.claviger.core.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Adobe accepts the probe's redirect URI, and makes a client of each probe. */
class ProbeFuseTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final IssuedStatement issued = claviger.adobe.statement(STATEMENT.fingerprint());
    private final int clients = claviger.adobe.clients().size();

    @BeforeEach
    void acceptTheProbe() {
        issued.acceptEveryRedirectUri(true);
    }

    @Test
    void ten_checks_cost_one_client() {
        check(10);
        assertThat(claviger.adobe.clients()).hasSize(clients + 1);
        assertThat(claviger.journal).containsOnlyOnce(new Entry.ProbeStopped(InMemoryClaviger.APP));
        assertThat(claviger.journal).hasAtLeastOneElementOfType(Entry.ClientLeftBehind.class);
    }

    @Test
    void checks_without_the_probe_come_to_a_verdict() {
        check(1);
        Instant before = claviger.clock.instant();
        check(1);
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(ACTIVE);
        assertThat(claviger.statement(STATEMENT).checkedAt().orElseThrow()).isAfterOrEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOKEN", "API"})
    void checks_without_the_probe_find_a_revocation_and_its_end(Endpoint endpoint) {
        check(1);
        issued.revoke(EnumSet.of(endpoint));
        check(1);
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(REVOKED);
        issued.reinstate();
        check(1);
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(ACTIVE);
    }

    @Test
    void a_refusal_at_the_register_endpoint_is_asked_again_there() {
        store(NEWER);
        claviger.adobe.statement(NEWER.fingerprint()).revoke(EnumSet.of(Endpoint.REGISTER));
        check(2);
        assertThat(claviger.statement(NEWER).status()).isEqualTo(REVOKED);
        claviger.adobe.statement(NEWER.fingerprint()).reinstate();
        check(1);
        assertThat(claviger.statement(NEWER).status()).isEqualTo(ACTIVE);
    }

    @Test
    void storing_the_application_starts_the_probe_again() {
        check(3);
        issued.acceptEveryRedirectUri(false);
        store(STATEMENT);
        issued.revoke(EnumSet.of(Endpoint.REGISTER));
        check(1);
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(REVOKED);
    }

    @Test
    void an_older_statement_that_is_stored_again_costs_one_client() {
        store(NEWER);
        int before = claviger.adobe.clients().size();
        store(STATEMENT);
        check(3);
        assertThat(claviger.adobe.clients()).hasSize(before + 1);
    }

    private void store(SoftwareStatement statement) {
        claviger.store(statement, RejectedCredentialsPolicy.HOLD);
    }

    private void check(int times) {
        for (int i = 0; i < times; i++) {
            claviger.clock.advance(Duration.ofMinutes(15));
            claviger.check();
        }
    }
}
