package io.claviger.core.revocation;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.NEWER;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.IssuedStatement;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Lease;
import io.claviger.core.journal.Entry;
import io.claviger.core.vault.VaultUnavailable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that do not come to a good end. */
class FailingChecksTest {
    private static final InstanceKey CANARY = InstanceKey.canaryOf(APP, STATEMENT.fingerprint());

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final IssuedStatement issued = claviger.adobe.statement(STATEMENT.fingerprint());

    @Test
    void a_statement_whose_check_fails_does_not_keep_the_others_from_theirs_and_the_failure_is_told() {
        claviger.store(NEWER, RejectedCredentialsPolicy.HOLD);
        InstanceKey newersCanary = InstanceKey.canaryOf(APP, NEWER.fingerprint());
        claviger.vault.failingFor(newersCanary);
        issued.revoke(EnumSet.allOf(Endpoint.class));
        assertThatThrownBy(claviger::check).isInstanceOf(VaultUnavailable.class);
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(StatementStatus.REVOKED);
        assertThat(claviger.instances
                        .find(newersCanary)
                        .orElseThrow()
                        .refreshState()
                        .lease())
                .isEmpty();
    }

    @Test
    void a_new_canary_whose_answer_is_lost_is_told_of_as_a_client_that_may_be_left_behind() {
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.adobe.answersRegistrationsWith(new Failure.Unavailable("timeout"));
        claviger.check();
        assertThat(told("timeout")).isEqualTo(1);
    }

    @Test
    void whoever_checks_after_a_check_that_died_tells_of_the_canary_that_one_may_have_asked_for() {
        claviger.put(claviger.instances
                .find(CANARY)
                .orElseThrow()
                .leasedTo(new Lease("dead", claviger.clock.instant().plusSeconds(60))));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(StatementStatus.ACTIVE);
        assertThat(claviger.journal).contains(new Entry.ClientPossiblyLeftBehind(CANARY, "dead", "check_died"));
        claviger.clock.advance(Duration.ofMinutes(15));
        claviger.check();
        assertThat(told("check_died")).isEqualTo(1);
    }

    @Test
    void a_check_that_waits_in_vain_for_others_that_died_is_told_of_as_one_without_a_judgement() {
        claviger.put(claviger.instances
                .find(CANARY)
                .orElseThrow()
                .leasedTo(new Lease("others", claviger.clock.instant().plus(Duration.ofMinutes(10)))));
        claviger.check();
        assertThat(claviger.journal)
                .filteredOn(Entry.StatementChecked.class::isInstance)
                .containsExactly(new Entry.StatementChecked(
                        APP,
                        STATEMENT.fingerprint(),
                        StatementStatus.ACTIVE,
                        StatementStatus.ACTIVE,
                        Optional.empty(),
                        false));
    }

    private long told(String reason) {
        return claviger.journal.stream()
                .filter(entry -> entry instanceof Entry.ClientPossiblyLeftBehind(var key, var _, String why)
                        && key.equals(CANARY)
                        && why.equals(reason))
                .count();
    }
}
