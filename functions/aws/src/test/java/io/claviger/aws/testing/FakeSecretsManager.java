package io.claviger.aws.testing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/**
 * An in-memory Secrets Manager, as its API reference describes the calls that Claviger uses. The same contract also
 * runs against a real endpoint, where one is given.
 */
public final class FakeSecretsManager implements SecretsManagerClient {
    private final InstantSource clock;
    private final Map<String, FakeSecret> secrets = new TreeMap<>();

    public FakeSecretsManager(InstantSource clock) {
        this.clock = clock;
    }

    /** The names of all secrets, including those scheduled for deletion. */
    public synchronized List<String> names() {
        return List.copyOf(secrets.keySet());
    }

    @Override
    public synchronized CreateSecretResponse createSecret(CreateSecretRequest request) {
        Optional<FakeSecret> existing = find(request.name());
        if (existing.isPresent()) {
            FakeSecret secret = existing.get();
            if (secret.deletion != null) {
                throw InvalidRequestException.builder()
                        .message("a secret with this name is already scheduled for deletion")
                        .build();
            }
            if (!request.secretString().equals(secret.values.get(request.clientRequestToken()))) {
                throw ResourceExistsException.builder().message("it exists").build();
            }
        } else {
            FakeSecret secret = new FakeSecret();
            secret.values.put(request.clientRequestToken(), request.secretString());
            secret.move(FakeSecret.CURRENT, request.clientRequestToken());
            secrets.put(request.name(), secret);
        }
        return CreateSecretResponse.builder()
                .name(request.name())
                .versionId(request.clientRequestToken())
                .build();
    }

    @Override
    public synchronized GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        FakeSecret secret = live(request.secretId());
        String version = Optional.ofNullable(request.versionId())
                .or(() -> Optional.ofNullable(secret.versionByLabel.get(
                        Objects.requireNonNullElse(request.versionStage(), FakeSecret.CURRENT))))
                .filter(secret.values::containsKey)
                .orElseThrow(FakeSecretsManager::notFound);
        return GetSecretValueResponse.builder()
                .name(request.secretId())
                .versionId(version)
                .secretString(secret.values.get(version))
                .versionStages(secret.labels(version))
                .build();
    }

    @Override
    public synchronized PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        FakeSecret secret = live(request.secretId());
        @Nullable String existing = secret.values.putIfAbsent(request.clientRequestToken(), request.secretString());
        if (existing == null) {
            request.versionStages().forEach(label -> secret.move(label, request.clientRequestToken()));
        } else if (!existing.equals(request.secretString())) {
            throw ResourceExistsException.builder().message("another value").build();
        }
        return PutSecretValueResponse.builder()
                .versionId(request.clientRequestToken())
                .build();
    }

    @Override
    public synchronized UpdateSecretVersionStageResponse updateSecretVersionStage(
            UpdateSecretVersionStageRequest request) {
        FakeSecret secret = live(request.secretId());
        if (!Objects.equals(secret.versionByLabel.get(request.versionStage()), request.removeFromVersionId())) {
            throw InvalidParameterException.builder()
                    .message("the label is on another version")
                    .build();
        }
        if (request.moveToVersionId() == null) {
            secret.versionByLabel.remove(request.versionStage());
            secret.values.keySet().removeIf(id -> !secret.versionByLabel.containsValue(id));
        } else if (secret.values.containsKey(request.moveToVersionId())) {
            secret.move(request.versionStage(), request.moveToVersionId());
        } else {
            throw notFound();
        }
        return UpdateSecretVersionStageResponse.builder().build();
    }

    @Override
    public synchronized DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        FakeSecret secret = find(request.secretId()).orElseThrow(FakeSecretsManager::notFound);
        Map<String, List<String>> stages = new HashMap<>();
        secret.values.keySet().forEach(version -> stages.put(version, secret.labels(version)));
        return DescribeSecretResponse.builder().versionIdsToStages(stages).build();
    }

    @Override
    public synchronized DeleteSecretResponse deleteSecret(DeleteSecretRequest request) {
        if (request.recoveryWindowInDays() < 7 || request.recoveryWindowInDays() > 30) {
            throw InvalidParameterException.builder().message("7 to 30 days").build();
        }
        live(request.secretId()).deletion = clock.instant().plus(Duration.ofDays(request.recoveryWindowInDays()));
        return DeleteSecretResponse.builder().build();
    }

    @Override
    public synchronized RestoreSecretResponse restoreSecret(RestoreSecretRequest request) {
        find(request.secretId()).orElseThrow(FakeSecretsManager::notFound).deletion = null;
        return RestoreSecretResponse.builder().build();
    }

    private FakeSecret live(String name) {
        FakeSecret secret = find(name).orElseThrow(FakeSecretsManager::notFound);
        if (secret.deletion != null) {
            throw InvalidRequestException.builder()
                    .message("it was marked for deletion")
                    .build();
        }
        return secret;
    }

    private Optional<FakeSecret> find(String name) {
        secrets.values().removeIf(secret -> secret.deletion != null && !secret.deletion.isAfter(clock.instant()));
        return Optional.ofNullable(secrets.get(name));
    }

    private static ResourceNotFoundException notFound() {
        return ResourceNotFoundException.builder().message("there is none").build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
