package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.CallFailure.NoNewToken;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Lease;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.StorageFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendTokenTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private long calls;

    @BeforeEach
    void a_registered_instance_with_a_token() {
        claviger.register("tv");
        claviger.vend("tv");
        calls = claviger.calls("token");
    }

    @Test
    void a_fresh_token_is_vended_without_an_upstream_call() {
        claviger.clock.advance(Duration.ofHours(1));
        assertThat(handedOut()).isEqualTo(held());
        assertThat(callsSince()).isZero();
        assertThat(claviger.queue.drain()).isEmpty();
    }

    @Test
    void a_stale_token_is_vended_and_its_refresh_is_queued() {
        claviger.clock.moveTo(held().refreshAfter());
        assertThat(handedOut()).isEqualTo(held());
        assertThat(callsSince()).isZero();
        assertThat(claviger.queue.drain()).containsExactly(key("tv"));
    }

    @Test
    void an_expired_token_is_refreshed_first() {
        InstanceToken old = held();
        claviger.clock.moveTo(old.expiresAt());
        assertThat(handedOut().expiresAt()).isAfter(old.expiresAt());
        assertThat(callsSince()).isEqualTo(1);
    }

    @Test
    void a_token_that_a_faster_clock_counts_as_expired_is_not_vended() {
        claviger.clock.moveTo(held().expiresAt().minusSeconds(5));
        assertThat(handedOut().left(claviger.clock.instant())).isGreaterThan(Duration.ofHours(5));
    }

    @Test
    void a_min_ttl_above_the_remaining_life_gets_a_new_token() {
        claviger.clock.advance(Duration.ofHours(4));
        VendResult answer = claviger.vend("tv", Duration.ofHours(3));
        assertThat(answer).isInstanceOf(VendResult.Vended.class);
        assertThat(held().left(claviger.clock.instant())).isGreaterThan(Duration.ofHours(3));
    }

    @Test
    void a_min_ttl_above_any_tokens_life_is_refused_without_a_call() {
        assertThat(claviger.vend("tv", Duration.ofHours(7)))
                .isEqualTo(new VendResult.LifetimeTooShort(Duration.ofHours(6)));
        assertThat(callsSince()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {21_594, 21_590, 21_536, 21_534})
    void a_min_ttl_close_to_a_tokens_life_brings_at_most_one_call_a_minute(int seconds) {
        for (int i = 0; i < 120; i++) {
            claviger.clock.advance(Duration.ofSeconds(1));
            claviger.vend("tv", Duration.ofSeconds(seconds));
        }
        assertThat(callsSince()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_min_ttl_above_the_remaining_life_of_the_same_token_again_is_refused() {
        claviger.adobe.givesTheSameTokenAgain(true);
        claviger.clock.advance(Duration.ofHours(4));
        assertThat(claviger.vend("tv", Duration.ofHours(3)))
                .isInstanceOfSatisfying(
                        VendResult.Unavailable.class,
                        answer -> assertThat(answer.failure())
                                .isEqualTo(new NoNewToken(NoNewToken.Reason.TOKEN_NOT_RENEWED)));
    }

    @Test
    void during_an_outage_a_token_is_vended_with_its_true_expiry_until_it_expires() {
        Instant end = held().expiresAt();
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        for (Instant now = held().refreshAfter(); now.isBefore(end.minusSeconds(5)); now = now.plusSeconds(60)) {
            claviger.clock.moveTo(now);
            assertThat(handedOut().expiresAt()).isEqualTo(end);
        }
        claviger.clock.moveTo(end);
        assertThat(claviger.vend("tv"))
                .isInstanceOfSatisfying(
                        VendResult.Unavailable.class,
                        answer -> assertThat(answer.retryAt()).isAfter(end));
    }

    @Test
    void after_a_failure_no_call_is_made_before_the_cool_down_ends() {
        claviger.adobe.failsWith(new Failure.Unavailable("timeout"));
        claviger.clock.moveTo(held().expiresAt());
        for (int i = 0; i < 5; i++) {
            assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Unavailable.class);
        }
        assertThat(callsSince()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource
    void a_vend_during_a_cool_down_fails_with_its_cause(Failure first, Failure then) {
        claviger.adobe.failsWith(first);
        claviger.clock.moveTo(held().expiresAt());
        assertThat(failure()).isEqualTo(new CallFailure.Upstream(first));
        assertThat(failure()).isEqualTo(new CallFailure.Upstream(then));
        assertThat(callsSince()).isEqualTo(1);
    }

    @Test
    void a_cool_down_after_a_storage_failure_blames_storage_and_not_adobe() {
        claviger.vault.failing(true);
        claviger.clock.moveTo(held().expiresAt());
        assertThat(failure())
                .isInstanceOfSatisfying(
                        CallFailure.Storage.class,
                        storage -> assertThat(storage.failure().cause()).isPresent());
        assertThat(failure()).isEqualTo(new CallFailure.Storage(StorageFailure.of(Reason.VAULT_UNAVAILABLE)));
        claviger.vault.failing(false);
        claviger.vault.windowEnds(key("tv"));
        claviger.clock.advance(Duration.ofMinutes(2));
        assertThat(failure()).isEqualTo(new CallFailure.Storage(StorageFailure.of(Reason.CREDENTIALS_NOT_IN_VAULT)));
        assertThat(callsSince()).isZero();
    }

    static Stream<Arguments> a_vend_during_a_cool_down_fails_with_its_cause() {
        Failure refused = new Failure.RequestRefused("invalid_request");
        return Stream.of(
                arguments(refused, refused),
                arguments(new Failure.Throttled(Duration.ofSeconds(2)), new Failure.Throttled(Duration.ZERO)),
                arguments(new Failure.Unavailable("http_503"), Failure.Unavailable.unsent("http_503")),
                arguments(
                        new Failure.Unintelligible("not_json"),
                        new Failure.Unintelligible("not_json", Failure.Effect.NONE)));
    }

    @Test
    void a_429_is_left_in_peace_for_as_long_as_it_asks() {
        claviger.adobe.failsWith(new Failure.Throttled(Duration.ofSeconds(30)));
        claviger.clock.moveTo(held().expiresAt());
        claviger.vend("tv");
        claviger.clock.advance(Duration.ofSeconds(29));
        claviger.vend("tv");
        assertThat(callsSince()).isEqualTo(1);
        claviger.clock.advance(Duration.ofSeconds(1));
        claviger.vend("tv");
        assertThat(callsSince()).isEqualTo(2);
    }

    @Test
    void a_vend_during_another_processs_refresh_waits_for_its_token() {
        claviger.clock.moveTo(held().expiresAt());
        Lease lease = new Lease("another", claviger.clock.instant().plusSeconds(12));
        claviger.put(claviger.instance("tv").leasedTo(lease));
        claviger.clock.duringNextPause(() -> {
            claviger.put(claviger.instance("tv").released());
            claviger.process().vendToken().vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE);
        });
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(callsSince()).isEqualTo(1);
    }

    @Test
    void a_crashed_refreshs_lease_is_taken_over_after_it_ends() {
        claviger.clock.moveTo(held().expiresAt());
        Lease lease = new Lease("dead", claviger.clock.instant().plusSeconds(12));
        claviger.put(claviger.instance("tv").leasedTo(lease));
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.clock.instant()).isAfterOrEqualTo(lease.until());
    }

    @Test
    void refused_credentials_make_an_instance_suspect_and_its_token_is_still_vended() {
        claviger.client("tv").kill();
        claviger.clock.moveTo(held().refreshAfter());
        claviger.useCases.refreshDueInstance().refresh(key("tv"));
        assertThat(claviger.instance("tv").registration().status()).isEqualTo("SUSPECT");
        assertThat(claviger.evidence).containsExactly(key("tv"));
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    @Test
    void an_unknown_instance_gets_no_token() {
        assertThat(claviger.vend("another")).isEqualTo(new VendResult.NoSuchInstance());
    }

    private CallFailure failure() {
        return ((VendResult.Unavailable) claviger.vend("tv")).failure();
    }

    private InstanceToken handedOut() {
        return ((VendResult.Vended) claviger.vend("tv")).token();
    }

    private InstanceToken held() {
        return claviger.instance("tv").token().orElseThrow();
    }

    private long callsSince() {
        return claviger.calls("token") - calls;
    }
}
