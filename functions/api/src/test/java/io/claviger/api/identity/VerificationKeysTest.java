package io.claviger.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.api.testing.FakeIdentityProvider;
import io.claviger.core.fake.FakeClock;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeysTest {
    private final FakeIdentityProvider provider = new FakeIdentityProvider();
    private final FakeClock clock = new FakeClock();
    private final VerificationKeys keys = provider.keys(clock);

    @Test
    void keys_are_fetched_once_and_used_for_ten_minutes() {
        for (int minute = 0; minute < 10; minute++) {
            assertThat(find("rsa-1")).isPresent();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(provider.fetches()).isEqualTo(1);

        assertThat(find("rsa-1")).isPresent();
        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void a_new_key_is_found_at_its_first_use() {
        assertThat(find("rsa-1")).isPresent();
        clock.advance(Duration.ofSeconds(31));
        provider.publish(provider.rsa(), rsa("rsa-2"));

        assertThat(find("rsa-2")).isPresent();
    }

    @Test
    void unknown_keys_make_at_most_one_fetch_in_thirty_seconds() {
        find("rsa-1");
        for (int second = 0; second < 60; second++) {
            assertThat(find("unknown-" + second)).isEmpty();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void unknown_keys_while_the_provider_is_down_do_not_hammer_it() {
        find("rsa-1");
        provider.goDown(true);
        for (int second = 0; second < 60; second++) {
            find("unknown-" + second);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void known_keys_are_usable_for_a_day_while_the_provider_is_down() {
        find("rsa-1");
        provider.goDown(true);

        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(find("rsa-1")).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(find("rsa-1")).isEmpty();
    }

    @Test
    void a_first_fetch_that_failed_is_tried_again_after_a_second() {
        provider.goDown(true);
        assertThat(find("rsa-1")).isEmpty();
        provider.goDown(false);
        assertThat(find("rsa-1")).isEmpty();
        assertThat(provider.fetches()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(find("rsa-1")).isPresent();
    }

    @Test
    void a_withdrawn_key_stops_working_within_ten_minutes() {
        find("rsa-1");
        provider.publish(rsa("rsa-2"));

        clock.advance(Duration.ofMinutes(10));
        assertThat(find("rsa-1")).isEmpty();
    }

    @Test
    void a_key_set_without_a_usable_key_does_not_replace_one_that_has_some() {
        find("rsa-1");
        RsaJsonWebKey forEncryption = rsa("rsa-3");
        forEncryption.setUse("enc");
        provider.publish(forEncryption);

        clock.advance(Duration.ofMinutes(10));
        assertThat(find("rsa-1")).isPresent();
        assertThat(find("rsa-3")).isEmpty();
    }

    @Test
    void a_key_for_another_algorithm_or_type_is_not_used() {
        RsaJsonWebKey other = rsa("rsa-4");
        other.setAlgorithm("RS512");
        provider.publish(provider.rsa(), provider.curve(), other);

        assertThat(find("rsa-4")).isEmpty();
        assertThat(find("ec-1")).isEmpty();
        assertThat(keys.find("rsa-1", SignatureAlgorithm.ES256)).isEmpty();
        assertThat(find("rsa-1")).isPresent();
        assertThat(keys.find("ec-1", SignatureAlgorithm.ES256)).isPresent();
    }

    /** The signature is right, and nevertheless the token is refused. */
    @Test
    void a_token_of_a_weak_key_is_refused() throws JoseException {
        RsaJsonWebKey weak = RsaJwkGenerator.generateJwk(1024);
        weak.setKeyId("rsa-5");
        provider.publish(provider.rsa(), weak);

        assertThat(identify(provider.rsa())).isInstanceOf(Identification.Identified.class);
        assertThat(identify(weak)).isInstanceOf(Identification.Unidentified.class);
    }

    @Test
    void keys_are_unavailable_before_the_first_fetch_and_after_a_day_of_outage() {
        provider.goDown(true);
        find("rsa-1");
        assertThat(keys.areAvailable()).isFalse();

        provider.goDown(false);
        clock.advance(Duration.ofSeconds(1));
        find("rsa-1");
        assertThat(keys.areAvailable()).isTrue();

        provider.goDown(true);
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(keys.areAvailable()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.areAvailable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com/jwks",
                "http://localhost.example.com/jwks",
                "http://10.0.0.1/jwks",
                "ftp://localhost/jwks",
                "file:///etc/passwd"
            })
    void an_address_that_is_not_https_is_refused(String address) {
        assertThatThrownBy(() -> new VerificationKeys(URI.create(address), provider, clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Identification identify(RsaJsonWebKey key) {
        String token = FakeIdentityProvider.signed("RS256", key.getKeyId(), key.getPrivateKey(), _ -> {});
        return provider.identities().identify("Bearer " + token);
    }

    private Optional<PublicKey> find(String keyId) {
        return keys.find(keyId, SignatureAlgorithm.RS256);
    }

    /** The same key under another name. */
    private RsaJsonWebKey rsa(String keyId) {
        RsaJsonWebKey key = new RsaJsonWebKey(provider.rsa().getRsaPublicKey());
        key.setKeyId(keyId);
        return key;
    }
}
