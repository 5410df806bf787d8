package io.claviger.aws.testing;

import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/** A Secrets Manager with the real one's faults: it refuses, loses answers, or hides a new secret for a while. */
public final class FaultySecretsManager implements SecretsManagerClient {
    private static final String ALL = "";

    private final SecretsManagerClient sound;
    private String refused = "nothing";
    private String toLose = "nothing";
    private int hidden;

    public FaultySecretsManager(SecretsManagerClient sound) {
        this.sound = sound;
    }

    public void refuseAll() {
        refused = ALL;
    }

    public void refuseAllOf(String operation) {
        refused = operation;
    }

    public void recover() {
        refused = "nothing";
    }

    public void loseNextAnswer() {
        toLose = ALL;
    }

    public void loseNextAnswerTo(String operation) {
        toLose = operation;
    }

    /** Hides existing secrets from the next reads. */
    public void hideFromReads(int reads) {
        hidden = reads;
    }

    /** After a lost answer the SDK repeats the request, so the caller gets the second answer. */
    private synchronized <T> T call(String operation, Supplier<T> request) {
        if (operation.startsWith(refused)) {
            throw SecretsManagerException.builder()
                    .message("Rate exceeded")
                    .statusCode(400)
                    .build();
        }
        if (operation.startsWith(toLose)) {
            toLose = "nothing";
            var _ = request.get();
        }
        return request.get();
    }

    @Override
    public CreateSecretResponse createSecret(CreateSecretRequest request) {
        return call("createSecret", () -> sound.createSecret(request));
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        if (hidden > 0) {
            hidden--;
            throw ResourceNotFoundException.builder().message("not yet").build();
        }
        return call("getSecretValue", () -> sound.getSecretValue(request));
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        return call("putSecretValue", () -> sound.putSecretValue(request));
    }

    @Override
    public UpdateSecretVersionStageResponse updateSecretVersionStage(UpdateSecretVersionStageRequest request) {
        return call("updateSecretVersionStage", () -> sound.updateSecretVersionStage(request));
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        return call("describeSecret", () -> sound.describeSecret(request));
    }

    @Override
    public DeleteSecretResponse deleteSecret(DeleteSecretRequest request) {
        return call("deleteSecret", () -> sound.deleteSecret(request));
    }

    @Override
    public RestoreSecretResponse restoreSecret(RestoreSecretRequest request) {
        return call("restoreSecret", () -> sound.restoreSecret(request));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
