package io.claviger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.core.usecases.Settings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentSettingsTest {
    private static final Map<String, String> REQUIRED = Map.of("AUTHORIZATION_SERVER_URI", "https://adobe.example.com");

    @ParameterizedTest
    @ValueSource(ints = {50, 85, 95})
    void every_refresh_point_that_the_template_allows_lies_within_a_tokens_life(int percent) {
        var policy = settings("REFRESH_POINT_PERCENT", String.valueOf(percent)).refresh();
        assertThat(policy.refreshShare()).isEqualTo(percent / 100.0);
        assertThat(policy.refreshShare() + policy.spread()).isLessThan(1);
    }

    @Test
    void a_setting_that_is_not_set_has_the_templates_default() {
        Settings settings = settings("MEMORY_SECONDS", " ");
        assertThat(settings.refresh().refreshShare()).isEqualTo(0.85);
        assertThat(settings.refresh().clockSkew()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.refresh().activeWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.registration().recoveryWindow()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.tokenCacheAge()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_setting_comes_from_its_variable() {
        assertThat(settings("CLOCK_SKEW_SECONDS", "7").refresh().clockSkew()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings("ACTIVE_WINDOW_HOURS", "720").refresh().activeWindow())
                .isEqualTo(Duration.ofDays(30));
        assertThat(settings("RECOVERY_WINDOW_DAYS", "7").registration().recoveryWindow())
                .isEqualTo(Duration.ofDays(7));
        assertThat(settings("MEMORY_SECONDS", "0").tokenCacheAge()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "MEMORY_SECONDS, 61",
        "MEMORY_SECONDS, -1",
        "MEMORY_SECONDS, x",
        "MEMORY_SECONDS, 1.5",
        "REFRESH_POINT_PERCENT, 49",
        "REFRESH_POINT_PERCENT, 96",
        "CLOCK_SKEW_SECONDS, 301",
        "ACTIVE_WINDOW_HOURS, 0",
        "RECOVERY_WINDOW_DAYS, 6",
        "QUEUE_HOLD_BACK, 9",
        "UPSTREAM_TIMEOUT_SECONDS, 9",
        "AUTHORIZATION_SERVER_URI, ' '"
    })
    void a_setting_with_a_bad_value_is_named(String name, String value) {
        assertThatThrownBy(() -> {
                    DeploymentSettings settings = mapped(name, value);
                    UseCaseSettings.of(settings);
                    Deployment.adobePass(settings, settings.authorizationServerUri());
                })
                .hasMessageContaining(name);
    }

    @Test
    void a_setting_that_is_missing_is_named() {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.remove("AUTHORIZATION_SERVER_URI");
        assertThatThrownBy(() -> mapped(environment)).hasMessageContaining("AUTHORIZATION_SERVER_URI");
    }

    private static Settings settings(String name, String value) {
        return UseCaseSettings.of(mapped(name, value));
    }

    private static DeploymentSettings mapped(String name, String value) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put(name, value);
        return mapped(environment);
    }

    private static DeploymentSettings mapped(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withMapping(DeploymentSettings.class)
                .build()
                .getConfigMapping(DeploymentSettings.class);
    }
}
