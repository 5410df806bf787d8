package io.claviger.aws.vault;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.storage.StorageFailure;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Software statements in Secrets Manager: a secret for each application, a version for each statement. The
 * fingerprint is the version's id. Secrets Manager drops versions without a label, so each has its own,
 * {@code statement-<Unix seconds>-<start of the fingerprint>}.
 */
public final class SecretsManagerSoftwareStatements implements SoftwareStatements {
    private static final String CURRENT = "AWSCURRENT";
    private static final String LABEL_PREFIX = "statement-";

    /** A secret has at most 20 labels (Secrets Manager's quotas). Two are Secrets Manager's own. */
    private static final int MAX_STATEMENTS = 18;

    private final SecretsManagerClient client;
    private final SecretNames names;
    private final @Nullable String kmsKey;
    private final InstantSource clock;

    /** @param kmsKey encrypts new secrets; empty for the account's own key */
    public SecretsManagerSoftwareStatements(
            SecretsManagerClient client, SecretNames names, Optional<String> kmsKey, InstantSource clock) {
        this.client = client;
        this.names = names;
        this.kmsKey = kmsKey.orElse(null);
        this.clock = clock;
    }

    @Override
    public Optional<StorageFailure> keep(ApplicationId application, SoftwareStatement statement) {
        return VaultCall.attempt(
                "storing a software statement",
                () -> {
                    String secret = names.softwareStatement(application);
                    if (!create(application, secret, statement)) {
                        add(secret, statement);
                    }
                    label(secret, statement.fingerprint().hex());
                    return Optional.empty();
                },
                Optional::of);
    }

    @Override
    public StoredStatement find(ApplicationId application, StatementFingerprint fingerprint) {
        return VaultCall.attempt(
                "reading a software statement", () -> read(application, fingerprint), StoredStatement.Unreadable::new);
    }

    private StoredStatement read(ApplicationId application, StatementFingerprint fingerprint) {
        try {
            String value = client.getSecretValue(request -> request.secretId(names.softwareStatement(application))
                            .versionId(fingerprint.hex()))
                    .secretString();
            return new StoredStatement.Present(new SoftwareStatement(value));
        } catch (ResourceNotFoundException _) {
            return new StoredStatement.Absent();
        }
    }

    private boolean create(ApplicationId application, String secret, SoftwareStatement statement) {
        try {
            client.createSecret(request -> request.name(secret)
                    .clientRequestToken(statement.fingerprint().hex())
                    .secretString(statement.reveal())
                    .kmsKeyId(kmsKey)
                    .tags(names.tags(application)));
            return true;
        } catch (ResourceExistsException _) {
            return false;
        }
    }

    private void add(String secret, SoftwareStatement statement) {
        Map<String, List<String>> versions = versions(secret);
        if (versions.containsKey(statement.fingerprint().hex())) {
            return;
        }
        makeRoom(secret, versions);
        client.putSecretValue(request -> request.secretId(secret)
                .clientRequestToken(statement.fingerprint().hex())
                .secretString(statement.reveal())
                .versionStages(CURRENT));
    }

    private void makeRoom(String secret, Map<String, List<String>> versions) {
        versions.entrySet().stream()
                .filter(version -> ownLabel(version.getValue()).isPresent())
                .sorted(Comparator.comparing(SecretsManagerSoftwareStatements::age)
                        .reversed())
                .skip(MAX_STATEMENTS - 1)
                .forEach(oldest -> client.updateSecretVersionStage(request ->
                        request.secretId(secret).versionStage(age(oldest)).removeFromVersionId(oldest.getKey())));
    }

    /** Labels this version, and any that a crashed process left without a label. */
    private void label(String secret, String fingerprint) {
        Map<String, List<String>> unlabelled = new HashMap<>(versions(secret));
        unlabelled.putIfAbsent(fingerprint, List.of());
        unlabelled.values().removeIf(labels -> ownLabel(labels).isPresent());
        unlabelled.forEach((version, _) -> client.updateSecretVersionStage(request -> request.secretId(secret)
                .versionStage(LABEL_PREFIX + clock.instant().getEpochSecond() + "-" + version.substring(0, 16))
                .moveToVersionId(version)));
    }

    /** The labels by version. */
    private Map<String, List<String>> versions(String secret) {
        return client.describeSecret(request -> request.secretId(secret)).versionIdsToStages();
    }

    /** Labels share a prefix and continue with the time, so they sort by age. */
    private static String age(Map.Entry<String, List<String>> version) {
        return ownLabel(version.getValue()).orElse("");
    }

    private static Optional<String> ownLabel(List<String> labels) {
        return labels.stream().filter(label -> label.startsWith(LABEL_PREFIX)).findFirst();
    }
}
