package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportRejectedTokenTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @BeforeEach
    void a_registered_instance_with_a_token() {
        claviger.register("tv");
        claviger.vend("tv");
    }

    @Test
    void the_next_vend_after_a_report_fetches_a_new_token() {
        InstanceToken rejected = claviger.instance("tv").token().orElseThrow();
        assertThat(report()).isTrue();
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.instance("tv").token().orElseThrow().value()).isNotEqualTo(rejected.value());
    }

    @Test
    void reports_cost_one_call_and_one_check_a_minute() {
        long before = claviger.calls("token");
        for (int i = 0; i < 10; i++) {
            report();
            claviger.vend("tv");
        }
        assertThat(claviger.calls("token") - before).isEqualTo(1);
        assertThat(claviger.evidence).hasSize(1);
        claviger.clock.advance(Duration.ofMinutes(1));
        report();
        claviger.vend("tv");
        assertThat(claviger.calls("token") - before).isEqualTo(2);
        assertThat(claviger.evidence).hasSize(2);
    }

    @Test
    void deregistering_and_restoring_does_not_shorten_the_minute_between_reports() {
        claviger.vend("tv");
        report();
        claviger.process().deregisterInstance().deregister(key("tv"));
        claviger.register("tv");
        VendResult vended = claviger.vend("tv");
        report();
        assertThat(claviger.vend("tv")).isEqualTo(vended);
    }

    @Test
    void no_process_vends_the_rejected_token_after_the_report_is_confirmed() {
        VendToken another = claviger.process().vendToken();
        another.vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE);
        long before = claviger.calls("token");
        report();
        another.vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE);
        assertThat(claviger.calls("token") - before).isEqualTo(1);
    }

    @Test
    void a_report_ends_the_wait_for_the_expiry_of_the_token_it_discards() {
        claviger.adobe.givesTheSameTokenAgain(true);
        claviger.clock.moveTo(claviger.instance("tv").refreshState().dueAt().orElseThrow());
        claviger.useCases.refreshDueInstance().refresh(key("tv"));
        claviger.adobe.givesTheSameTokenAgain(false);
        report();
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void a_late_report_that_names_its_token_does_not_discard_a_newer_one() {
        Instant rejected = held().expiresAt();
        claviger.clock.moveTo(rejected);
        claviger.vend("tv");
        InstanceToken newer = held();
        claviger.clock.advance(Duration.ofMinutes(5));

        assertThat(report(rejected)).isTrue();
        assertThat(held()).isEqualTo(newer);
        assertThat(claviger.evidence).isEmpty();
    }

    @Test
    void a_report_that_names_the_held_token_to_the_millisecond_discards_it() {
        claviger.clock.advance(Duration.ofNanos(123_456_789));
        report();
        claviger.vend("tv");
        claviger.clock.advance(Duration.ofMinutes(1));
        assertThat(report(held().expiresAt().truncatedTo(ChronoUnit.MILLIS))).isTrue();
        assertThat(claviger.instance("tv").token()).isEmpty();
    }

    @Test
    void a_report_for_an_unknown_instance_is_refused() {
        assertThat(claviger.useCases.reportRejectedToken().report(key("another"), Optional.empty()))
                .isFalse();
    }

    private InstanceToken held() {
        return claviger.instance("tv").token().orElseThrow();
    }

    private boolean report(Instant expiresAt) {
        return claviger.useCases.reportRejectedToken().report(key("tv"), Optional.of(expiresAt));
    }

    private boolean report() {
        return claviger.useCases.reportRejectedToken().report(key("tv"), Optional.empty());
    }
}
