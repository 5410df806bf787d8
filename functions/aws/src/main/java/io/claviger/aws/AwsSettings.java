package io.claviger.aws;

import io.claviger.aws.settings.Text;
import io.claviger.core.vault.CredentialStorage;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** The settings of the adapters: environment variables that {@code template.yaml} sets, or Lambda. */
@ConfigMapping(prefix = "")
public interface AwsSettings {

    /** The name of the deployment, which is part of every secret's name. */
    @WithName("STAGE")
    @WithConverter(Text.class)
    String stage();

    /** The name of the function in logs. Lambda sets it. */
    @WithName("AWS_LAMBDA_FUNCTION_NAME")
    Optional<@WithConverter(Text.class) String> function();

    /** The table of applications. */
    @WithName("APPLICATIONS_TABLE")
    @WithConverter(Text.class)
    String applicationsTable();

    /** The table of instances. */
    @WithName("INSTANCES_TABLE")
    @WithConverter(Text.class)
    String instancesTable();

    /** The secret that holds the sealing keyset. */
    @WithName("KEYSET_SECRET_ARN")
    @WithConverter(Text.class)
    String keysetSecret();

    /** The number of partitions of the index of due instances, from 1 to 1000. All functions need the same. */
    @WithName("SHARDS")
    int shards();

    /** Where new client credentials are stored, and where moves lead; by default Secrets Manager. */
    @WithName("CREDENTIAL_STORAGE")
    Optional<@WithConverter(StorageName.class) CredentialStorage> credentialStorage();

    /** The key that encrypts new secrets; by default the account's key for Secrets Manager. */
    @WithName("KMS_KEY_ARN")
    Optional<@WithConverter(Text.class) String> kmsKey();

    /** The bus that events are published on. */
    @WithName("EVENT_BUS")
    Optional<@WithConverter(Text.class) String> eventBus();

    /** The queue of instances to refresh. */
    @WithName("REFRESH_QUEUE_URL")
    Optional<@WithConverter(Text.class) String> refreshQueueUrl();

    /** The queue of evidence for a revocation. */
    @WithName("EVIDENCE_QUEUE_URL")
    Optional<@WithConverter(Text.class) String> evidenceQueueUrl();

    /** The function that judges devices that enrol; by default there is none. */
    @WithName("ENROLMENT_HOOK_ARN")
    Optional<@WithConverter(Text.class) String> enrolmentHook();

    /** The daemon that accepts traces. Lambda sets it if the function is traced. */
    @WithName("AWS_XRAY_DAEMON_ADDRESS")
    Optional<@WithConverter(Text.class) String> xRayDaemon();

    /** The names of the storages in {@code template.yaml}. */
    final class StorageName implements Converter<CredentialStorage> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable CredentialStorage convert(String value) {
            String name = value.strip();
            return name.isEmpty()
                    ? null
                    : Arrays.stream(CredentialStorage.values())
                            .filter(storage -> storage.value().equals(name))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException("it must be secretsmanager or table"));
        }
    }
}
