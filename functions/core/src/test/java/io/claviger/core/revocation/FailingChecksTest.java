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
import io.claviger.core.storage.VaultUnavailable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that fail, crash or wait for a crashed one. */
class FailingChecksTest {
    private static final InstanceKey CANARY = InstanceKey.canaryOf(APP, STATEMENT.fingerprint());

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final IssuedStatement issued = claviger.adobe.statement(STATEMENT.fingerprint());

    @Test
    void a_failed_check_of_one_statement_is_recorded_and_the_others_are_checked() {
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
    void a_lost_answer_to_a_canarys_registration_is_recorded_as_a_possible_client() {
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.adobe.answersRegistrationsWith(new Failure.Unavailable("timeout"));
        claviger.check();
        assertThat(possibleClients("timeout")).isEqualTo(1);
    }

    @Test
    void a_check_after_a_crashed_one_records_the_possible_canary() {
        claviger.put(claviger.instances
                .find(CANARY)
                .orElseThrow()
                .leasedTo(new Lease("dead", claviger.clock.instant().plusSeconds(60))));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(StatementStatus.ACTIVE);
        assertThat(claviger.journal).contains(new Entry.ClientPossiblyLeftBehind(CANARY, "dead", "check_died"));
        claviger.clock.advance(Duration.ofMinutes(15));
        claviger.check();
        assertThat(possibleClients("check_died")).isEqualTo(1);
    }

    @Test
    void a_check_that_cannot_get_the_lease_is_recorded_as_inconclusive() {
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

    private long possibleClients(String reason) {
        return claviger.journal.stream()
                .filter(entry -> entry instanceof Entry.ClientPossiblyLeftBehind(var key, var _, String why)
                        && key.equals(CANARY)
                        && why.equals(reason))
                .count();
    }
}
