package io.claviger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @ParameterizedTest
    @ValueSource(ints = {50, 85, 95})
    void every_refresh_point_that_the_template_allows_lies_within_a_tokens_life(int percent) {
        var policy = policies("REFRESH_POINT_PERCENT", String.valueOf(percent)).refresh();
        assertThat(policy.refreshPoint()).isEqualTo(percent / 100.0);
        assertThat(policy.refreshPoint() + policy.spread()).isLessThan(1);
    }

    @Test
    void what_is_not_set_is_as_the_template_has_it_by_default() {
        Policies policies = new Policies(new Environment(Map.of("MEMORY_SECONDS", " ")));
        assertThat(policies.refresh().refreshPoint()).isEqualTo(0.85);
        assertThat(policies.refresh().clockSkew()).isEqualTo(Duration.ofSeconds(5));
        assertThat(policies.refresh().activeWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(policies.registration().recoveryWindow()).isEqualTo(Duration.ofDays(30));
        assertThat(policies.settings().tokenCacheAge()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"MEMORY_SECONDS, 61", "MEMORY_SECONDS, -1", "MEMORY_SECONDS, x", "MEMORY_SECONDS, 1.5"})
    void a_setting_that_is_out_of_range_is_told_by_its_name(String name, String value) {
        assertThatThrownBy(() -> policies(name, value).settings().tokenCacheAge())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void a_setting_that_is_missing_is_told_by_its_name() {
        Environment environment = new Environment(Map.of());
        assertThatThrownBy(() -> environment.text("IDENTITY_ISSUER")).hasMessageContaining("IDENTITY_ISSUER");
        assertThatThrownBy(() -> environment.uri("IDENTITY_JWKS_URI")).hasMessageContaining("IDENTITY_JWKS_URI");
    }

    private static Policies policies(String name, String value) {
        return new Policies(new Environment(Map.of(name, value)));
    }
}
