package io.claviger.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.core.fake.FakeClock;
import io.claviger.core.vault.CredentialStorage;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsSettingsTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "STAGE", "dev",
            "APPLICATIONS_TABLE", "applications",
            "INSTANCES_TABLE", "instances",
            "KEYSET_SECRET_ARN", "arn:keyset",
            "SHARDS", "4");

    @Test
    void every_setting_comes_from_its_variable() {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(Map.of(
                "AWS_LAMBDA_FUNCTION_NAME", "token",
                "CREDENTIAL_STORAGE", "table",
                "KMS_KEY_ARN", "arn:key",
                "EVENT_BUS", "bus",
                "REFRESH_QUEUE_URL", "http://refresh",
                "EVIDENCE_QUEUE_URL", "http://evidence",
                "AWS_XRAY_DAEMON_ADDRESS", "169.254.79.129:2000"));

        AwsSettings settings = settings(all);
        assertThat(settings.stage()).isEqualTo("dev");
        assertThat(settings.function()).contains("token");
        assertThat(settings.applicationsTable()).isEqualTo("applications");
        assertThat(settings.instancesTable()).isEqualTo("instances");
        assertThat(settings.keysetSecret()).isEqualTo("arn:keyset");
        assertThat(settings.shards()).isEqualTo(4);
        assertThat(settings.credentialStorage()).contains(CredentialStorage.TABLE);
        assertThat(settings.kmsKey()).contains("arn:key");
        assertThat(settings.eventBus()).contains("bus");
        assertThat(settings.refreshQueueUrl()).contains("http://refresh");
        assertThat(settings.evidenceQueueUrl()).contains("http://evidence");
        assertThat(settings.xRayDaemon()).contains("169.254.79.129:2000");
    }

    @Test
    void an_optional_setting_that_is_missing_or_blank_is_empty() {
        Map<String, String> blank = new HashMap<>(REQUIRED);
        blank.putAll(Map.of("KMS_KEY_ARN", " ", "CREDENTIAL_STORAGE", " "));
        for (AwsSettings settings : new AwsSettings[] {settings(REQUIRED), settings(blank)}) {
            assertThat(settings.kmsKey()).isEmpty();
            assertThat(settings.credentialStorage()).isEmpty();
            assertThat(settings.xRayDaemon()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAGE", "APPLICATIONS_TABLE", "INSTANCES_TABLE", "KEYSET_SECRET_ARN", "SHARDS"})
    void a_variable_that_is_missing_or_blank_is_named(String name) {
        Map<String, String> blank = new HashMap<>(REQUIRED);
        blank.put(name, " ");
        Map<String, String> missing = new HashMap<>(REQUIRED);
        missing.remove(name);

        assertThatThrownBy(() -> settings(missing)).hasMessageContaining(name);
        assertThatThrownBy(() -> settings(blank)).hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"SHARDS, 0", "SHARDS, 1001", "SHARDS, four", "CREDENTIAL_STORAGE, Table"})
    void a_variable_with_a_wrong_value_is_named(String name, String value) {
        Map<String, String> wrong = new HashMap<>(REQUIRED);
        wrong.put(name, value);

        assertThatThrownBy(() -> adapters(wrong)).hasMessageContaining(name);
    }

    @Test
    void an_adapter_that_lacks_its_setting_names_it_and_the_others_work() {
        AwsAdapters adapters = adapters(REQUIRED);

        assertThatThrownBy(adapters::refreshQueue).hasMessageContaining("REFRESH_QUEUE_URL");
        assertThatThrownBy(adapters::revocationEvidence).hasMessageContaining("EVIDENCE_QUEUE_URL");
        assertThatThrownBy(adapters::eventPublisher).hasMessageContaining("EVENT_BUS");
        assertThat(adapters.instances().shards()).isEqualTo(4);
    }

    private static AwsAdapters adapters(Map<String, String> environment) {
        FakeClock clock = new FakeClock();
        AwsClients clients = new AwsClients(Map.of("AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID", "x"));
        return new AwsAdapters(settings(environment), clients, clock, clock, _ -> {});
    }

    private static AwsSettings settings(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withMapping(AwsSettings.class)
                .build()
                .getConfigMapping(AwsSettings.class);
    }
}
