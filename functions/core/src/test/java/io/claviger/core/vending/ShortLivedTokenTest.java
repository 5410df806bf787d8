package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.InstanceToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens with so little left that the clocks of two processes, up to five seconds apart, matter. */
class ShortLivedTokenTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 10, 60, 86_400})
    void whoever_receives_a_token_hands_it_out_however_short_its_life(int seconds) {
        claviger.adobe.tokensLive(Duration.ofSeconds(seconds));
        claviger.register("tv");
        assertThat(handedOut().lifetime()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 500", "4, 2000", "9, 4500", "10, 5000", "60, 5000", "86400, 5000"})
    void others_get_none_of_the_last_five_seconds_of_a_token_and_half_of_a_life_that_is_shorter_than_ten(
            int seconds, int unsureMillis) {
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
    void all_who_ask_together_get_one_token_however_short_its_life(int seconds) {
        claviger.adobe.tokensLive(Duration.ofSeconds(seconds));
        claviger.register("tv");
        long calls = claviger.calls("token");
        for (int i = 0; i < 100; i++) {
            handedOut();
        }
        assertThat(claviger.calls("token") - calls).isEqualTo(1);
    }

    @Test
    void the_rest_of_a_token_that_is_handed_out_again_is_waited_out_by_others_and_costs_no_further_call() {
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
    void who_asks_for_all_but_the_skew_of_a_life_is_told_that_tokens_are_too_short_and_causes_no_calls() {
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
        VendResult answer = claviger.process().vendToken().vend(key("tv"), Duration.ZERO, InMemoryClaviger.DEVICE);
        assertThat(answer).isInstanceOf(VendResult.Vended.class);
        return ((VendResult.Vended) answer).token();
    }
}
