package io.claviger.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.api.identity.Identification.Identified;
import io.claviger.api.identity.Identification.Unidentified;
import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.core.fake.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Caller OLGA = new Caller.IamPrincipal("olga");

    private final FakeClock clock = new FakeClock();
    private final VerifiedTokens<Caller> tokens = new VerifiedTokens<>(clock);

    @Test
    void a_token_is_remembered_for_a_minute() {
        tokens.put("token", OLGA, clock.instant().plusSeconds(3600));
        clock.advance(Duration.ofSeconds(59));
        assertThat(tokens.find("token")).contains(OLGA);
        assertThat(tokens.find("other")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.find("token")).isEmpty();
    }

    @Test
    void a_token_that_expires_within_the_minute_is_remembered_until_then() {
        Instant expiry = clock.instant().plusSeconds(20);
        tokens.put("token", OLGA, expiry);
        clock.advance(Duration.ofMillis(19_999));
        assertThat(tokens.find("token")).contains(OLGA);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.find("token")).isEmpty();
    }

    @Test
    void the_memory_has_a_bound_and_loses_the_oldest_token_first() {
        for (int i = 0; i <= 1_000; i++) {
            tokens.put("token-" + i, OLGA, clock.instant().plusSeconds(3600));
        }
        assertThat(tokens.find("token-0")).isEmpty();
        assertThat(tokens.find("token-1")).contains(OLGA);
    }

    @Test
    void a_withdrawn_key_works_for_at_most_a_minute_longer_than_the_keys_stay_fresh() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        Identities identities = provider.identities(Map.of(), clock);
        String bearer = "Bearer " + provider.operator(claims -> claims.setExpirationTimeMinutesInTheFuture(600));
        assertThat(identities.identify(bearer)).isInstanceOf(Identified.class);
        provider.publish(provider.curve());
        clock.advance(VerificationKeys.FRESH.minusSeconds(1));
        assertThat(identities.identify(bearer)).isInstanceOf(Identified.class);
        clock.advance(VerifiedTokens.MAX_AGE);
        assertThat(identities.identify(bearer)).isInstanceOf(Unidentified.class);
    }

    @Test
    void a_changed_token_is_not_the_one_that_is_remembered() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        Identities identities = provider.identities();
        String bearer = "Bearer " + provider.operator();
        assertThat(identities.identify(bearer)).isInstanceOf(Identified.class);
        String forged = bearer.substring(0, bearer.lastIndexOf('.') + 1) + "A".repeat(342);
        assertThat(identities.identify(forged)).isInstanceOf(Unidentified.class);
    }
}
