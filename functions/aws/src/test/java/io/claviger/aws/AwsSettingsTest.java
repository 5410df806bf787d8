package io.claviger.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.AwsSettings.CredentialStorage;
import io.claviger.aws.tracing.XRayDaemon;
import io.claviger.core.fake.FakeClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "STAGE", "dev",
            "APPLICATIONS_TABLE", "applications",
            "INSTANCES_TABLE", "instances",
            "KEYSET_SECRET_ARN", "arn:keyset",
            "SHARDS", "4");

    @Test
    void every_setting_comes_from_its_variable() {
        Map<String, String> all = new HashMap<>(LEAST);
        all.putAll(Map.of(
                "AWS_LAMBDA_FUNCTION_NAME", "token",
                "CREDENTIAL_STORAGE", "table",
                "KMS_KEY_ARN", "arn:key",
                "EVENT_BUS", "bus",
                "REFRESH_QUEUE_URL", "http://refresh",
                "EVIDENCE_QUEUE_URL", "http://evidence",
                "AWS_XRAY_DAEMON_ADDRESS", "169.254.79.129:2000"));

        assertThat(AwsSettings.fromEnvironment(all))
                .isEqualTo(new AwsSettings(
                        "dev",
                        "token",
                        "applications",
                        "instances",
                        "arn:keyset",
                        4,
                        CredentialStorage.TABLE,
                        Optional.of("arn:key"),
                        Optional.of("bus"),
                        Optional.of("http://refresh"),
                        Optional.of("http://evidence"),
                        XRayDaemon.at("169.254.79.129:2000")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAGE", "APPLICATIONS_TABLE", "INSTANCES_TABLE", "KEYSET_SECRET_ARN", "SHARDS"})
    void the_message_names_a_missing_or_blank_variable(String name) {
        Map<String, String> blank = new HashMap<>(LEAST);
        blank.put(name, " ");
        Map<String, String> missing = new HashMap<>(LEAST);
        missing.remove(name);

        assertThatThrownBy(() -> AwsSettings.fromEnvironment(missing)).hasMessageContaining(name);
        assertThatThrownBy(() -> AwsSettings.fromEnvironment(blank)).hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"SHARDS, 0", "SHARDS, 1001", "SHARDS, four", "CREDENTIAL_STORAGE, Table"})
    void the_message_names_a_variable_with_an_invalid_value(String name, String value) {
        Map<String, String> wrong = new HashMap<>(LEAST);
        wrong.put(name, value);

        assertThatThrownBy(() -> AwsSettings.fromEnvironment(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void only_the_adapter_that_needs_a_missing_setting_names_it() {
        FakeClock clock = new FakeClock();
        AwsAdapters adapters = new AwsAdapters(
                AwsSettings.fromEnvironment(LEAST),
                new AwsClients(Map.of("AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID", "x")),
                clock,
                clock);

        assertThatThrownBy(adapters::refreshQueue).hasMessageContaining("REFRESH_QUEUE_URL");
        assertThatThrownBy(adapters::revocationEvidence).hasMessageContaining("EVIDENCE_QUEUE_URL");
        assertThatThrownBy(adapters::eventPublisher).hasMessageContaining("EVENT_BUS");
        assertThat(adapters.instances().shards()).isEqualTo(4);
    }
}
