package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import java.util.List;
import java.util.Optional;

/** {@code RotateSecret}: runs the four steps of the secret's rotation function before it answers. */
final class RotationOperations {
    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");

    /** What RotateSecret's {@code RotateImmediately: false} runs. */
    private static final List<String> TEST_ALONE = List.of("testSecret");

    private final SecretStore store;
    private final RotationFunction function;

    RotationOperations(SecretStore store, RotationFunction function) {
        this.store = store;
        this.function = function;
    }

    /** Holds no lock while a step runs, because the function calls this service. */
    JsonNode rotateSecret(JsonNode request) throws InterruptedException {
        String token = Requests.token(request);
        StoredSecret secret;
        synchronized (store) {
            secret = store.usable(Requests.secretId(request));
        }
        StoredSecret.Rotation rotation = configured(secret, request);
        boolean now = request.path("RotateImmediately").asBoolean(true);
        for (String step : now ? STEPS : TEST_ALONE) {
            JsonNode event = JsonNodes.object()
                    .put("Step", step)
                    .put("SecretId", secret.arn())
                    .put("ClientRequestToken", token);
            if (!function.run(rotation.function(), event)) {
                throw new AwsError("InvalidRequestException", "The rotation function failed in step " + step + ".");
            }
        }
        synchronized (store) {
            secret.rotate(now ? rotation.done(store.now()) : rotation);
            secret.touch(store.now());
        }
        return Answers.of(secret).put("VersionId", token);
    }

    private static StoredSecret.Rotation configured(StoredSecret secret, JsonNode request) {
        Optional<StoredSecret.Rotation> before = secret.rotation();
        String arn = Requests.text(request, "RotationLambdaARN")
                .or(() -> before.map(StoredSecret.Rotation::function))
                .orElseThrow(() -> new AwsError(
                        "InvalidRequestException", "No Lambda rotation function ARN is associated with this secret."));
        long days = request.path("RotationRules")
                .path("AutomaticallyAfterDays")
                .asLong(before.map(StoredSecret.Rotation::afterDays).orElse(0L));
        return new StoredSecret.Rotation(arn, days, before.flatMap(StoredSecret.Rotation::last));
    }
}
