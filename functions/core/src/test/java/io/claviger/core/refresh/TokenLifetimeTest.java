package io.claviger.core.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.authorizationserver.TokenAnswer.Issued;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.refresh.TokenLifetime.Received;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenLifetimeTest {
    private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstanceKey KEY = key("tv");

    private final TokenLifetime lifetime = new TokenLifetime(RefreshPolicy.DEFAULT);

    @Property
    void a_stored_life_is_at_most_the_true_one_and_at_least_nine_tenths_of_it(
            @ForAll @LongRange(min = 20, max = 86_400) long life,
            @ForAll @IntRange(min = -300_000, max = 300_000) int adobesClockIsAheadByMillis,
            @ForAll @IntRange(max = 5_000) int callTookMillis) {
        Instant issued = ASKED.plusMillis(callTookMillis);
        Issued answer = issued("a", Optional.of(issued.plusMillis(adobesClockIsAheadByMillis)), OptionalLong.of(life));
        Received received =
                lifetime.evaluate(KEY, answer, ASKED, Optional.empty()).orElseThrow();
        assertThat(received.token().expiresAt())
                .isBeforeOrEqualTo(issued.plusSeconds(life))
                .isAfterOrEqualTo(ASKED.plusMillis(life * 900 - 1));
    }

    @Property
    void a_new_token_is_asked_for_between_80_and_90_percent_of_its_life(
            @ForAll @LongRange(min = 20, max = 86_400) long life, @ForAll @IntRange(max = 100_000) int name) {
        InstanceToken token = believed(key("tv-" + name), OptionalLong.of(life));
        Duration passed = Duration.between(token.issuedAt(), token.refreshAfter());
        assertThat(passed.toMillis()).isBetween(life * 800 - 1, life * 900 + 1);
        assertThat(token.refreshAfter()).isBefore(token.expiresAt());
    }

    @Property
    void a_life_of_zero_or_less_gives_no_token(@ForAll @LongRange(min = Long.MIN_VALUE / 4, max = 0) long life) {
        assertThat(lifetime.evaluate(
                        KEY, issued("a", Optional.empty(), OptionalLong.of(life)), ASKED, Optional.empty()))
                .isEmpty();
    }

    @Property
    void a_life_of_more_than_a_day_counts_as_a_day(@ForAll @LongRange(min = 86_400) long life) {
        assertThat(believed(KEY, OptionalLong.of(life)).expiresAt()).isEqualTo(ASKED.plus(Duration.ofDays(1)));
    }

    @Test
    void a_missing_life_counts_as_ten_minutes() {
        assertThat(believed(KEY, OptionalLong.empty()).expiresAt()).isEqualTo(ASKED.plus(Duration.ofMinutes(10)));
    }

    @Test
    void an_old_token_has_only_the_rest_of_its_life() {
        Issued old = issued("a", Optional.of(ASKED.minus(Duration.ofHours(5))), OptionalLong.of(21_600));
        assertThat(lifetime.evaluate(KEY, old, ASKED, Optional.empty())
                        .orElseThrow()
                        .token()
                        .expiresAt())
                .isEqualTo(ASKED.plus(Duration.ofHours(1)));
    }

    @Test
    void an_expired_answer_gives_no_token() {
        Issued over = issued("a", Optional.of(ASKED.minus(Duration.ofHours(6))), OptionalLong.of(21_600));
        assertThat(lifetime.evaluate(KEY, over, ASKED, Optional.empty())).isEmpty();
    }

    @Test
    void a_short_life_tolerates_five_minutes_of_clock_skew_and_no_more() {
        Issued skewed = issued("a", Optional.of(ASKED.minus(Duration.ofMinutes(5))), OptionalLong.of(60));
        Issued older = issued("a", Optional.of(ASKED.minus(Duration.ofSeconds(301))), OptionalLong.of(60));
        assertThat(lifetime.evaluate(KEY, skewed, ASKED, Optional.empty())
                        .orElseThrow()
                        .token()
                        .expiresAt())
                .isEqualTo(ASKED.plusSeconds(60));
        assertThat(lifetime.evaluate(KEY, older, ASKED, Optional.empty())).isEmpty();
    }

    @Property
    void an_unknown_token_with_its_original_times_has_only_the_rest_of_its_life(
            @ForAll @IntRange(min = 2, max = 1_700) int age,
            @ForAll @IntRange(min = -300_000, max = 300_000) int adobesClockIsAheadByMillis) {
        Instant trueExpiry = ASKED.minusSeconds(age).plusSeconds(1_800);
        Instant date = ASKED.plusMillis(adobesClockIsAheadByMillis);
        Issued cached = new Issued(
                new AccessToken("a"),
                Optional.of(date.minusSeconds(age)),
                OptionalLong.of(1_800),
                Optional.of(date.truncatedTo(ChronoUnit.SECONDS)));
        InstanceToken token = lifetime.evaluate(KEY, cached, ASKED, Optional.empty())
                .orElseThrow()
                .token();
        assertThat(token.expiresAt()).isBeforeOrEqualTo(trueExpiry).isAfterOrEqualTo(trueExpiry.minusSeconds(1));
    }

    @Test
    void a_new_token_with_a_date_keeps_its_life_whatever_the_skew() {
        Instant date = ASKED.minusSeconds(299);
        Issued fresh = new Issued(
                new AccessToken("a"), Optional.of(date.plusMillis(900)), OptionalLong.of(60), Optional.of(date));
        assertThat(lifetime.evaluate(KEY, fresh, ASKED, Optional.empty())
                        .orElseThrow()
                        .token()
                        .expiresAt())
                .isEqualTo(ASKED.plusSeconds(60));
    }

    @Property
    void the_same_token_again_never_extends_its_stored_expiry(@ForAll @IntRange(min = 1, max = 21_000) int later) {
        InstanceToken held = believed(KEY, OptionalLong.of(21_600));
        Instant again = ASKED.plusSeconds(later);
        Received received = lifetime.evaluate(
                        KEY, issued("a", Optional.empty(), OptionalLong.of(21_600)), again, Optional.of(held))
                .orElseThrow();
        assertThat(received.extended()).isFalse();
        assertThat(received.token().expiresAt()).isEqualTo(held.expiresAt());
        assertThat(received.token().refreshAfter()).isBetween(again, held.expiresAt());
    }

    @Test
    void a_fleet_registered_at_once_spreads_its_refreshes_over_a_tenth_of_a_life() {
        long[] perHundredth = new long[10];
        IntStream.range(0, 10_000)
                .mapToObj(i -> believed(key("tv-" + i), OptionalLong.of(10_000)))
                .forEach(token -> {
                    assertThat(token.refreshAfter()).isBefore(token.expiresAt());
                    long at = Duration.between(ASKED, token.refreshAfter()).toSeconds();
                    perHundredth[(int) Math.min(9, (at - 8_000) / 100)]++;
                });
        assertThat(LongStream.of(perHundredth)).allMatch(count -> count > 800 && count < 1_200);
    }

    private InstanceToken believed(InstanceKey key, OptionalLong life) {
        return lifetime.evaluate(key, issued("a", Optional.empty(), life), ASKED, Optional.empty())
                .orElseThrow()
                .token();
    }

    private static Issued issued(String token, Optional<Instant> createdAt, OptionalLong life) {
        return new Issued(new AccessToken(token), createdAt, life);
    }

    private static InstanceKey key(String instance) {
        return new InstanceKey(new ApplicationId("app"), new InstanceId(instance));
    }
}
