package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import java.time.temporal.ChronoUnit;
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
        return create(request, store.randomSuffix());
    }

    /**
     * Creates a secret. With the token and the value of an earlier call that made this secret it answers as that call did.
     *
     * @param suffix the six characters that end the ARN
     */
    JsonNode create(JsonNode request, String suffix) {
        String name = Requests.name(request);
        String token = Requests.token(request);
        Optional<SecretValue> value = SecretValue.of(request);
        Optional<StoredSecret> existing = store.named(name);
        if (existing.isPresent()) {
            return repeated(existing.get(), token, value);
        }
        StoredSecret secret = store.create(name, suffix);
        Requests.text(request, "Description").ifPresent(secret::describe);
        Requests.text(request, "KmsKeyId").ifPresent(secret::encryptWith);
        Tags.add(request, secret);
        ObjectNode answer = answer(secret);
        if (value.isPresent()) {
            SecretVersion version = new SecretVersion(token, value.get(), store.now());
            secret.add(version);
            secret.move(StoredSecret.CURRENT, version);
            answer.put("VersionId", token);
        }
        return answer;
    }

    private static JsonNode repeated(StoredSecret secret, String token, Optional<SecretValue> value) {
        if (secret.deletion().isPresent()) {
            throw new AwsError(
                    "InvalidRequestException",
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
        }
        Optional<SecretVersion> version = secret.version(token);
        if (version.isPresent() && value.equals(Optional.of(version.get().value()))) {
            return answer(secret).put("VersionId", token);
        }
        throw new AwsError(
                "ResourceExistsException",
                "The operation failed because the secret " + secret.name() + " already exists.");
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
        SecretVersion version = version(secret, Requests.token(request), value);
        for (String stage : stages.isEmpty() ? List.of(StoredSecret.CURRENT) : stages) {
            secret.move(stage, version);
        }
        secret.touch(store.now());
        ObjectNode answer = answer(secret).put("VersionId", version.id());
        answer.set("VersionStages", stages(version));
        return answer;
    }

    JsonNode updateSecret(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        Optional<SecretValue> value = SecretValue.of(request);
        ObjectNode answer = answer(secret);
        if (value.isPresent()) {
            SecretVersion version = version(secret, Requests.token(request), value.get());
            secret.move(StoredSecret.CURRENT, version);
            answer.put("VersionId", version.id());
        }
        Requests.text(request, "Description").ifPresent(secret::describe);
        Requests.text(request, "KmsKeyId").ifPresent(secret::encryptWith);
        secret.touch(store.now());
        return answer;
    }

    JsonNode getSecretValue(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        SecretVersion version = chosen(secret, request);
        // AWS tells the day of the last access, not the time.
        version.accessed(store.now().truncatedTo(ChronoUnit.DAYS));
        secret.access(store.now().truncatedTo(ChronoUnit.DAYS));
        ObjectNode answer = answer(secret).put("VersionId", version.id());
        version.value().writeTo(answer);
        answer.set("VersionStages", stages(version));
        answer.put("CreatedDate", Dates.seconds(version.created()));
        return answer;
    }

    private static SecretVersion chosen(StoredSecret secret, JsonNode request) {
        Optional<String> id = Requests.text(request, "VersionId");
        Optional<String> stage = Requests.text(request, "VersionStage");
        if (id.isEmpty()) {
            String label = stage.orElse(StoredSecret.CURRENT);
            return secret.staged(label)
                    .orElseThrow(() -> new AwsError(
                            "ResourceNotFoundException",
                            "Secrets Manager can't find the specified secret value for staging label: " + label));
        }
        SecretVersion version = secret.version(id.get())
                .orElseThrow(() -> new AwsError(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret value for VersionId: " + id.get()));
        if (stage.isPresent() && !version.stages().contains(stage.get())) {
            throw new AwsError(
                    "InvalidRequestException",
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return version;
    }

    /** The version of that id: the one that is there, if it holds the same value, or a new one. */
    private SecretVersion version(StoredSecret secret, String id, SecretValue value) {
        Optional<SecretVersion> existing = secret.version(id);
        if (existing.isPresent()) {
            if (existing.get().value().equals(value)) {
                return existing.get();
            }
            throw new AwsError(
                    "ResourceExistsException",
                    "You can't use ClientRequestToken " + id
                            + " because that value is already in use for a version of secret " + secret.arn() + ".");
        }
        SecretVersion version = new SecretVersion(id, value, store.now());
        secret.add(version);
        return version;
    }

    static ArrayNode stages(SecretVersion version) {
        ArrayNode stages = JsonNodes.array();
        version.stages().forEach(stages::add);
        return stages;
    }

    static ObjectNode answer(StoredSecret secret) {
        return JsonNodes.object().put("ARN", secret.arn()).put("Name", secret.name());
    }
}
