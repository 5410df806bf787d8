package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The operations that delete, restore, tag and relabel. */
final class LifecycleOperations {
    private static final int MIN_WINDOW_DAYS = 7;
    private static final int MAX_WINDOW_DAYS = 30;

    private final SecretStore store;

    LifecycleOperations(SecretStore store) {
        this.store = store;
    }

    JsonNode deleteSecret(JsonNode request) {
        String id = Requests.secretId(request);
        boolean force = request.path("ForceDeleteWithoutRecovery").asBoolean(false);
        if (force && request.hasNonNull("RecoveryWindowInDays")) {
            throw new AwsError(
                    "InvalidParameterException",
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        int days = request.path("RecoveryWindowInDays").asInt(MAX_WINDOW_DAYS);
        if (days < MIN_WINDOW_DAYS || days > MAX_WINDOW_DAYS) {
            throw new AwsError(
                    "InvalidParameterException",
                    "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
        return force ? deleteNow(id) : schedule(store.usable(id), store.now().plus(Duration.ofDays(days)));
    }

    /** AWS answers a forced deletion of what is not there as if it had been. */
    private JsonNode deleteNow(String id) {
        Optional<StoredSecret> secret = store.find(id);
        secret.ifPresent(store::remove);
        ObjectNode answer = secret.map(ValueOperations::answer)
                .orElseGet(() -> JsonNodes.object()
                        .put("ARN", store.arn(id, store.randomSuffix()))
                        .put("Name", id));
        return answer.put("DeletionDate", Dates.seconds(store.now()));
    }

    private static JsonNode schedule(StoredSecret secret, Instant when) {
        secret.scheduleDeletion(when);
        return ValueOperations.answer(secret).put("DeletionDate", Dates.seconds(when));
    }

    JsonNode restoreSecret(JsonNode request) {
        StoredSecret secret = store.required(Requests.secretId(request));
        secret.scheduleDeletion(null);
        return ValueOperations.answer(secret);
    }

    JsonNode tagResource(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        Tags.add(request, secret);
        secret.touch(store.now());
        return JsonNodes.object();
    }

    JsonNode untagResource(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        Requests.texts(request, "TagKeys").forEach(secret.tags()::remove);
        secret.touch(store.now());
        return JsonNodes.object();
    }

    JsonNode updateSecretVersionStage(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        String stage = Requests.text(request, "VersionStage").orElseThrow(() -> Requests.required("versionStage"));
        Optional<SecretVersion> from =
                Requests.text(request, "RemoveFromVersionId").map(id -> version(secret, id));
        Optional<SecretVersion> to = Requests.text(request, "MoveToVersionId").map(id -> version(secret, id));
        Optional<SecretVersion> holder = secret.staged(stage);
        if (from.isPresent() && !from.equals(holder)) {
            throw new AwsError(
                    "InvalidParameterException",
                    "The staging label " + stage + " isn't attached to version "
                            + from.get().id() + ".");
        }
        if (to.isPresent() && from.isEmpty() && holder.isPresent() && !holder.equals(to)) {
            throw new AwsError(
                    "InvalidParameterException",
                    "The parameter RemoveFromVersionId can't be empty. Staging label " + stage
                            + " is currently attached to version "
                            + holder.get().id()
                            + ", so you must explicitly reference that version in RemoveFromVersionId.");
        }
        if (to.isPresent()) {
            secret.move(stage, to.get());
        } else if (stage.equals(StoredSecret.CURRENT)) {
            throw new AwsError(
                    "InvalidParameterException",
                    "You can only move staging label AWSCURRENT to a different secret version. It can't be completely"
                            + " removed.");
        } else {
            from.ifPresent(version -> version.stages().remove(stage));
        }
        secret.touch(store.now());
        return ValueOperations.answer(secret);
    }

    private static SecretVersion version(StoredSecret secret, String id) {
        return secret.version(id)
                .orElseThrow(() -> new AwsError(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret value for VersionId: " + id));
    }
}
