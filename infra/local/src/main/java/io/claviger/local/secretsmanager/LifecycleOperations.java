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
        if (force) {
            return deleteNow(id);
        }
        int days = request.path("RecoveryWindowInDays").asInt(MAX_WINDOW_DAYS);
        if (days < MIN_WINDOW_DAYS || days > MAX_WINDOW_DAYS) {
            throw new AwsError(
                    "InvalidParameterException",
                    "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
        StoredSecret secret = store.usable(id);
        Instant when = store.now().plus(Duration.ofDays(days));
        secret.scheduleDeletion(when);
        return Answers.of(secret).put("DeletionDate", Answers.seconds(when));
    }

    /** A forced deletion of an unknown secret succeeds, as in AWS. */
    private JsonNode deleteNow(String id) {
        Optional<StoredSecret> secret = store.find(id);
        secret.ifPresent(store::remove);
        ObjectNode answer = secret.map(Answers::of)
                .orElseGet(() -> JsonNodes.object().put("ARN", store.newArn(id)).put("Name", id));
        return answer.put("DeletionDate", Answers.seconds(store.now()));
    }

    JsonNode restoreSecret(JsonNode request) {
        StoredSecret secret = store.required(Requests.secretId(request));
        secret.scheduleDeletion(null);
        return Answers.of(secret);
    }

    JsonNode tagResource(JsonNode request) {
        StoredSecret secret = store.usable(Requests.secretId(request));
        secret.tags().putAll(Requests.tags(request));
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
        String stage = Requests.text(request, "VersionStage").orElseThrow(() -> Requests.missing("versionStage"));
        Optional<String> from = Requests.text(request, "RemoveFromVersionId");
        Optional<String> to = Requests.text(request, "MoveToVersionId");
        Optional<String> holder = Optional.ofNullable(secret.stages().get(stage));
        from.ifPresent(secret::version);
        to.ifPresent(secret::version);
        if (from.isPresent() && !from.equals(holder)) {
            throw new AwsError(
                    "InvalidParameterException",
                    "The staging label " + stage + " isn't attached to version " + from.get() + ".");
        }
        if (to.isPresent() && from.isEmpty() && holder.isPresent() && !holder.equals(to)) {
            throw new AwsError(
                    "InvalidParameterException",
                    "The parameter RemoveFromVersionId can't be empty. Staging label " + stage
                            + " is currently attached to version " + holder.get()
                            + ", so you must explicitly reference that version in RemoveFromVersionId.");
        }
        if (to.isEmpty() && stage.equals(StoredSecret.CURRENT)) {
            throw new AwsError(
                    "InvalidParameterException",
                    "You can only move staging label AWSCURRENT to a different secret version. It can't be completely"
                            + " removed.");
        }
        to.ifPresentOrElse(
                version -> secret.label(version, stage),
                () -> from.ifPresent(version -> secret.stages().remove(stage)));
        secret.touch(store.now());
        return Answers.of(secret);
    }
}
