package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens whose remaining life is close to the five seconds by which two processes' clocks may differ. */
class ShortLivedTokenTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 10, 60, 86_400})
    void the_process_that_receives_a_token_vends_it_however_short_its_life(int seconds) {
        claviger.adobe.tokensLive(Duration.ofSeconds(seconds));
        claviger.register("tv");
        assertThat(handedOut().lifetime()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 500", "4, 2000", "9, 4500", "10, 5000", "60, 5000", "86400, 5000"})
    void others_do_not_vend_a_tokens_last_five_seconds_or_half_of_a_shorter_life(int seconds, int unsureMillis) {
        Duration untrusted = Duration.ofMillis(unsureMillis);
        claviger.adobe.tokensLive(Duration.ofSeconds(seconds));
        claviger.register("tv");
        Instant end = handedOut().expiresAt();

        claviger.clock.moveTo(end.minus(untrusted).minusMillis(100));
        assertThat(handedOut().expiresAt()).isEqualTo(end);
        claviger.clock.moveTo(end.minus(untrusted));
        assertThat(handedOut().expiresAt()).isAfter(end);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void concurrent_callers_get_one_token_however_short_its_life(int seconds) {
        claviger.adobe.tokensLive(Duration.ofSeconds(seconds));
        claviger.register("tv");
        long calls = claviger.calls("token");
        for (int i = 0; i < 100; i++) {
            handedOut();
        }
        assertThat(claviger.calls("token") - calls).isEqualTo(1);
    }

    @Test
    void others_wait_for_the_expiry_of_the_same_token_again_without_another_call() {
        claviger.register("tv");
        claviger.adobe.givesTheSameTokenAgain(true);
        Instant end = handedOut().expiresAt();
        claviger.clock.moveTo(end.minusSeconds(4));
        long calls = claviger.calls("token");
        assertThat(handedOut().expiresAt()).isEqualTo(end);
        assertThat(claviger.calls("token") - calls).isEqualTo(1);
        assertThat(handedOut().expiresAt()).isAfter(end);
        assertThat(claviger.calls("token") - calls).isEqualTo(2);
        assertThat(claviger.clock.instant()).isBetween(end, end.plusSeconds(1));
    }

    @Test
    void a_min_ttl_within_the_clock_skew_of_a_life_is_refused_without_a_call() {
        claviger.adobe.tokensLive(Duration.ofSeconds(60));
        claviger.register("tv");
        handedOut();
        long calls = claviger.calls("token");
        for (int i = 0; i < 10; i++) {
            assertThat(claviger.vend("tv", Duration.ofSeconds(56)))
                    .isEqualTo(new VendResult.LifetimeTooShort(Duration.ofSeconds(60)));
        }
        assertThat(claviger.calls("token")).isEqualTo(calls);
    }

    private InstanceToken handedOut() {
        VendResult answer = claviger.process()
                .vendToken()
                .vend(key("tv"), Admission.ALREADY, Duration.ZERO, InMemoryClaviger.DEVICE);
        assertThat(answer).isInstanceOf(VendResult.Vended.class);
        return ((VendResult.Vended) answer).token();
    }
}
