package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.HeldToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens with so little left that the clocks of two processes, up to five seconds apart, matter. */
class ShortLivedTokenTest {
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 10, 60, 86_400})
    void whoever_receives_a_token_hands_it_out_however_short_its_life(int seconds) {
        claviger.adobe.tokensLive(Duration.ofSeconds(seconds));
        claviger.register("tv");
        assertThat(handedOut().lifetime()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 10, 60, 86_400})
    void no_token_is_handed_out_that_has_ended_for_a_process_whose_clock_is_five_seconds_ahead(int seconds) {
        claviger.adobe.tokensLive(Duration.ofSeconds(seconds));
        claviger.register("tv");
        Instant end = handedOut().expiresAt();
        for (Duration left = SKEW.plusSeconds(1); left.isPositive(); left = left.minusMillis(250)) {
            if (end.minus(left).isAfter(claviger.clock.instant())) {
                claviger.clock.moveTo(end.minus(left));
            }
            HeldToken token = handedOut();
            boolean another = token.expiresAt().isAfter(end);
            assertThat(another || left.compareTo(SKEW) > 0).as("%s left", left).isTrue();
        }
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
    void tokens_that_live_for_less_than_the_skew_are_asked_for_no_more_often_than_they_end() {
        claviger.adobe.tokensLive(Duration.ofSeconds(4));
        claviger.register("tv");
        Instant start = claviger.clock.instant();
        long calls = claviger.calls("token");
        for (int i = 0; i < 10; i++) {
            assertThat(handedOut().left(claviger.clock.instant())).isPositive();
        }
        long passed = Duration.between(start, claviger.clock.instant()).toSeconds();
        assertThat(claviger.calls("token") - calls).isLessThanOrEqualTo(1 + passed / 4);
    }

    @Test
    void who_asks_for_all_but_the_skew_of_a_life_is_told_that_tokens_are_too_short_and_causes_no_calls() {
        claviger.adobe.tokensLive(Duration.ofSeconds(60));
        claviger.register("tv");
        handedOut();
        long calls = claviger.calls("token");
        for (int i = 0; i < 10; i++) {
            assertThat(claviger.vend("tv", Duration.ofSeconds(56)))
                    .isEqualTo(new Vending.LifetimeTooShort(Duration.ofSeconds(60)));
        }
        assertThat(claviger.calls("token")).isEqualTo(calls);
    }

    private HeldToken handedOut() {
        Vending answer = claviger.process().vendToken().vend(key("tv"), Duration.ZERO, InMemoryClaviger.DEVICE);
        assertThat(answer).isInstanceOf(Vending.Vended.class);
        return ((Vending.Vended) answer).token();
    }
}
