package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import java.util.List;
import java.util.Optional;

/** The operations that write and read values. */
final class ValueOperations {
    private static final int MAX_STAGES = 20;

    private final SecretStore store;

    ValueOperations(SecretStore store) {
        this.store = store;
    }

    JsonNode createSecret(JsonNode request) {
        return create(request, store.newArn(Requests.name(request)));
    }

    /**
     * Creates a secret. A call that repeats the token and the value of the call that created it gets the same answer.
     */
    JsonNode create(JsonNode request, String arn) {
        String name = Requests.name(request);
        String token = Requests.token(request);
        Optional<SecretValue> value = SecretValue.of(request);
        Optional<StoredSecret> existing = store.named(name);
        if (existing.isPresent()) {
            return repeated(existing.get(), token, value);
        }
        StoredSecret secret = store.create(name, arn);
        secret.tags().putAll(Requests.tags(request));
        return changed(secret, request, token, value);
    }

    private static JsonNode repeated(StoredSecret secret, String token, Optional<SecretValue> value) {
        if (secret.deletion().isPresent()) {
            throw new AwsError(
                    "InvalidRequestException",
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
        }
        Optional<SecretVersion> version = Optional.ofNullable(secret.versions().get(token));
        if (version.isPresent() && value.equals(version.map(SecretVersion::value))) {
            return Answers.of(secret).put("VersionId", token);
        }
        throw new AwsError(
                "ResourceExistsException",
                "The operation failed because the secret " + secret.name() + " already exists.");
    }

    JsonNode updateSecret(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        return changed(secret, request, Requests.token(request), SecretValue.of(request));
    }

    private JsonNode changed(StoredSecret secret, JsonNode request, String token, Optional<SecretValue> value) {
        ObjectNode answer = Answers.of(secret);
        if (value.isPresent()) {
            addVersion(secret, token, value.get());
            secret.label(token, StoredSecret.CURRENT);
            answer.put("VersionId", token);
        }
        Requests.text(request, "Description").ifPresent(secret::describe);
        Requests.text(request, "KmsKeyId").ifPresent(secret::encryptWith);
        secret.touch(store.now());
        return answer;
    }

    JsonNode putSecretValue(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        SecretValue value = SecretValue.of(request)
                .orElseThrow(() -> new AwsError(
                        "InvalidRequestException", "You must provide either SecretString or SecretBinary."));
        List<String> stages = Requests.texts(request, "VersionStages");
        if (stages.size() > MAX_STAGES || (stages.isEmpty() && request.has("VersionStages"))) {
            throw new AwsError("ValidationException", "VersionStages must have 1 to " + MAX_STAGES + " members");
        }
        String token = Requests.token(request);
        addVersion(secret, token, value);
        for (String stage : stages.isEmpty() ? List.of(StoredSecret.CURRENT) : stages) {
            secret.label(token, stage);
        }
        secret.touch(store.now());
        ObjectNode answer = Answers.of(secret).put("VersionId", token);
        secret.stagesOf(token).forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    /** Does nothing if the secret has that version with the same value. */
    private void addVersion(StoredSecret secret, String id, SecretValue value) {
        SecretVersion existing = secret.versions().putIfAbsent(id, new SecretVersion(value, store.now()));
        if (existing != null && !existing.value().equals(value)) {
            throw new AwsError(
                    "ResourceExistsException",
                    "You can't use ClientRequestToken " + id
                            + " because that value is already in use for a version of secret " + secret.arn() + ".");
        }
    }

    JsonNode getSecretValue(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        Optional<String> stage = Requests.text(request, "VersionStage");
        Optional<String> id = Requests.text(request, "VersionId");
        if (id.isEmpty()) {
            return staged(secret, stage.orElse(StoredSecret.CURRENT));
        }
        SecretVersion version = secret.version(id.get());
        if (stage.isPresent() && !secret.stagesOf(id.get()).contains(stage.get())) {
            throw new AwsError(
                    "InvalidRequestException",
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return Answers.value(secret, id.get(), version);
    }

    private static ObjectNode staged(StoredSecret secret, String stage) {
        String id = secret.stages().get(stage);
        if (id == null) {
            throw new AwsError(
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret value for staging label: " + stage);
        }
        return Answers.value(secret, id, secret.version(id));
    }

    /**
     * The current values of the secrets in {@code SecretIdList}; a secret that cannot be read is among {@code Errors}.
     */
    JsonNode batchGetSecretValue(JsonNode request) {
        if (!request.has("SecretIdList")) {
            throw new AwsError("ValidationException", "This endpoint reads a batch by SecretIdList only.");
        }
        ObjectNode answer = JsonNodes.object();
        ArrayNode values = answer.putArray("SecretValues");
        ArrayNode errors = answer.putArray("Errors");
        for (String id : Requests.texts(request, "SecretIdList")) {
            try {
                values.add(staged(store.usable(id), StoredSecret.CURRENT));
            } catch (AwsError refused) {
                errors.addObject()
                        .put("SecretId", id)
                        .put("ErrorCode", refused.code())
                        .put("Message", refused.getMessage());
            }
        }
        return answer;
    }
}
