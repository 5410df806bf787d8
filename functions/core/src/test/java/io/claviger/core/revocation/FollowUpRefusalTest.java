package io.claviger.core.revocation;

import static io.claviger.core.application.StatementStatus.REVOKED;
import static io.claviger.core.application.StatementStatus.SUSPECT;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.claviger.core.application.StatementStatus;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.IssuedStatement;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class FollowUpRefusalTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final IssuedStatement issued = claviger.adobe.statement(STATEMENT.fingerprint());

    @Test
    void a_second_refusal_under_a_good_statement_quarantines_the_instance() {
        claviger.register("tv");
        claviger.client("tv").kill();
        claviger.vend("tv");
        claviger.followEvidence();
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("SUSPECT");
        later();
        claviger.vend("tv");
        claviger.followEvidence();
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("QUARANTINED");
        assertThat(claviger.events).last().isInstanceOf(Event.CredentialsRejected.class);
        assertThat(claviger.journal)
                .filteredOn(Entry.InstanceChanged.class::isInstance)
                .extracting("before", "after")
                .endsWith(tuple("ACTIVE", "SUSPECT"), tuple("SUSPECT", "QUARANTINED"));
    }

    @Test
    void a_refusal_under_an_already_reinstated_statement_quarantines_no_instance() {
        claviger.register("tv");
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.vend("tv");
        issued.reinstate();
        claviger.followEvidence();
        claviger.check();
        later();
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("ACTIVE");
        assertThat(claviger.events).noneMatch(Event.CredentialsRejected.class::isInstance);
    }

    @Test
    void duplicate_evidence_counts_as_one_refusal() {
        claviger.register("tv");
        claviger.client("tv").kill();
        claviger.vend("tv");
        Instant seenAt = claviger.clock.instant();
        claviger.followEvidence();
        later();
        claviger.check();
        claviger.useCases.followUpRefusal().followUp(InMemoryClaviger.key("tv"), seenAt);
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("SUSPECT");
    }

    @Test
    void a_refusal_under_a_revoked_statement_quarantines_no_instance() {
        claviger.register("tv");
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.vend("tv");
        claviger.followEvidence();
        assertThat(status()).isEqualTo(REVOKED);
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("SUSPECT");
        issued.reinstate();
        later();
        claviger.check();
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("ACTIVE");
    }

    @Test
    void an_old_refusal_under_a_since_reinstated_statement_quarantines_no_instance() {
        claviger.register("tv");
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.vend("tv");
        claviger.check();
        assertThat(status()).isEqualTo(REVOKED);
        issued.reinstate();
        later();
        claviger.check();
        claviger.followEvidence();
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("ACTIVE");
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_second_refusal_after_its_statement_is_reinstated_quarantines_the_instance() {
        claviger.register("tv");
        claviger.client("tv").kill();
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.vend("tv");
        claviger.followEvidence();
        issued.reinstate();
        later();
        claviger.check();
        for (int refusals = 0; refusals < 3; refusals++) {
            later();
            claviger.vend("tv");
            claviger.followEvidence();
        }
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("QUARANTINED");
    }

    @Test
    void instances_refused_together_cost_one_check() {
        for (int i = 0; i < 3; i++) {
            later();
            claviger.register("tv-" + i);
            claviger.client("tv-" + i).kill();
        }
        later();
        for (int i = 0; i < 3; i++) {
            claviger.vend("tv-" + i);
        }
        long before = claviger.calls("api");
        claviger.followEvidence();
        assertThat(claviger.calls("api") - before).isEqualTo(1);
        assertThat(status()).isNotEqualTo(SUSPECT);
    }

    private StatementStatus status() {
        return claviger.statement(STATEMENT).status();
    }

    private void later() {
        claviger.clock.advance(Duration.ofMinutes(15));
    }
}
