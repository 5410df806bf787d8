package io.claviger.aws;

import io.claviger.aws.tracing.XRayDaemon;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a function, from environment variables that {@code template.yaml} sets.
 *
 * @param stage {@code STAGE}: the deployment's name, a part of every secret's name
 * @param function {@code AWS_LAMBDA_FUNCTION_NAME}, set by Lambda: the function's name in logs; {@code none} if not set
 * @param applicationsTable {@code APPLICATIONS_TABLE}
 * @param instancesTable {@code INSTANCES_TABLE}
 * @param keysetSecret {@code KEYSET_SECRET_ARN}: the secret with the sealing keyset
 * @param shards {@code SHARDS}: the number of partitions of the index of due instances; the same for all functions
 * @param credentialStorage {@code CREDENTIAL_STORAGE}: {@code secretsmanager} (the default) or {@code table}
 * @param kmsKey {@code KMS_KEY_ARN}: encrypts new secrets; empty for the account's own key
 * @param eventBus {@code EVENT_BUS}
 * @param refreshQueueUrl {@code REFRESH_QUEUE_URL}
 * @param evidenceQueueUrl {@code EVIDENCE_QUEUE_URL}
 * @param xRayDaemon {@code AWS_XRAY_DAEMON_ADDRESS}, set by Lambda: the receiver of traces
 */
public record AwsSettings(
        String stage,
        String function,
        String applicationsTable,
        String instancesTable,
        String keysetSecret,
        int shards,
        CredentialStorage credentialStorage,
        Optional<String> kmsKey,
        Optional<String> eventBus,
        Optional<String> refreshQueueUrl,
        Optional<String> evidenceQueueUrl,
        Optional<XRayDaemon> xRayDaemon) {

    private static final int MAX_SHARDS = 1000;

    /** Where client credentials are stored. */
    public enum CredentialStorage {
        /** One secret for each instance. */
        SECRETS_MANAGER,
        /** Sealed in the table of instances, for fleets too large to pay for a secret each. */
        TABLE
    }

    /** @throws IllegalArgumentException that names the missing or invalid variable */
    public static AwsSettings fromEnvironment(Map<String, String> environment) {
        return new AwsSettings(
                required(environment, "STAGE"),
                optional(environment, "AWS_LAMBDA_FUNCTION_NAME").orElse("none"),
                required(environment, "APPLICATIONS_TABLE"),
                required(environment, "INSTANCES_TABLE"),
                required(environment, "KEYSET_SECRET_ARN"),
                shards(required(environment, "SHARDS")),
                optional(environment, "CREDENTIAL_STORAGE")
                        .map(AwsSettings::storage)
                        .orElse(CredentialStorage.SECRETS_MANAGER),
                optional(environment, "KMS_KEY_ARN"),
                optional(environment, "EVENT_BUS"),
                optional(environment, "REFRESH_QUEUE_URL"),
                optional(environment, "EVIDENCE_QUEUE_URL"),
                optional(environment, "AWS_XRAY_DAEMON_ADDRESS").flatMap(XRayDaemon::at));
    }

    private static Optional<String> optional(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static String required(Map<String, String> environment, String name) {
        return optional(environment, name).orElseThrow(() -> missing(name));
    }

    /** The exception for a variable that this function needs. */
    static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("the environment variable %s must be set".formatted(name));
    }

    private static int shards(String text) {
        try {
            int shards = Integer.parseInt(text);
            if (shards >= 1 && shards <= MAX_SHARDS) {
                return shards;
            }
        } catch (NumberFormatException _) {
            // Handled below, together with a number that is out of range.
        }
        throw new IllegalArgumentException("SHARDS must be a whole number from 1 to " + MAX_SHARDS);
    }

    private static CredentialStorage storage(String text) {
        return switch (text) {
            case "secretsmanager" -> CredentialStorage.SECRETS_MANAGER;
            case "table" -> CredentialStorage.TABLE;
            default -> throw new IllegalArgumentException("CREDENTIAL_STORAGE must be secretsmanager or table");
        };
    }
}
