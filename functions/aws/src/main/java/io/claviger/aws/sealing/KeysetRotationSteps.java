package io.claviger.aws.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Rotates the sealing keyset in the four steps of Secrets Manager (its guide, "Lambda rotation functions"). Secrets
 * Manager may repeat any step. A repeated step does only what is still to do.
 */
public final class KeysetRotationSteps {
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";
    private static final byte[] SAMPLE = "a keyset opens what its neighbours seal".getBytes(StandardCharsets.US_ASCII);

    private final SecretsManagerClient client;
    private final KeysetCopy copy;
    private final String kmsKey;
    private final KeysetRotation rotation = new KeysetRotation(new SecureRandom());

    /** @param kmsKey the ARN of the key that encrypts the copy */
    public KeysetRotationSteps(SecretsManagerClient client, KeysetCopy copy, String kmsKey) {
        this.client = client;
        this.copy = copy;
        this.kmsKey = kmsKey;
    }

    /**
     * @param step {@code createSecret}, {@code setSecret}, {@code testSecret} or {@code finishSecret}
     * @param secretId the secret's ARN
     * @param token the id of the version that this rotation makes
     * @throws IllegalStateException if the rotation must stop; the current keyset is then unchanged
     */
    public void perform(String step, String secretId, String token) {
        switch (step) {
            case "createSecret" -> create(secretId, token);
            case "setSecret" -> {
                // Nothing to do: only Claviger uses the keyset.
            }
            case "testSecret" -> test(secretId, token);
            case "finishSecret" -> finish(secretId, token);
            default -> throw new IllegalArgumentException("Secrets Manager has no rotation step " + step);
        }
    }

    private void create(String secretId, String token) {
        if (find(secretId, token).isPresent()) {
            return;
        }
        String next = KeysetFormat.write(rotation.next(current(secretId)));
        try {
            client.putSecretValue(request -> request.secretId(secretId)
                    .clientRequestToken(token)
                    .secretString(next)
                    .versionStages(PENDING));
        } catch (ResourceExistsException _) {
            // A concurrent run of the same step stored its own fresh key, which is as good.
        }
    }

    /**
     * Secrets Manager runs this step alone when a new schedule does not rotate at once (RotateSecret's
     * {@code RotateImmediately}), as it does at deployment. The pending version may have no value then, and the current keyset
     * replaces it. The copy is written before the pending keyset is in use, so it is never behind.
     */
    private void test(String secretId, String token) {
        Keyset current = current(secretId);
        Keyset pending = find(secretId, token).orElse(current);
        test(current, pending);
        copy.write(pending, kmsKey);
    }

    private static void test(Keyset current, Keyset pending) {
        if (!pending.includes(current)) {
            throw new IllegalStateException("the pending keyset lacks keys of the current one");
        }
        try {
            byte[] place = "rotation|test".getBytes(StandardCharsets.US_ASCII);
            if (!Arrays.equals(SAMPLE, pending.open(current.seal(SAMPLE, place), place))
                    || !Arrays.equals(SAMPLE, current.open(pending.seal(SAMPLE, place), place))) {
                throw new IllegalStateException("the pending keyset opens something else than was sealed");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the current and the pending keyset do not open each other's", e);
        }
    }

    private void finish(String secretId, String token) {
        String inUse = versionInUse(secretId);
        if (inUse.equals(token)) {
            return;
        }
        // The current keyset may have changed since the test step. The move below requires this one.
        test(find(secretId, inUse).orElseThrow(), pending(secretId, token));
        client.updateSecretVersionStage(request -> request.secretId(secretId)
                .versionStage(CURRENT)
                .moveToVersionId(token)
                .removeFromVersionId(inUse));
    }

    private String versionInUse(String secretId) {
        Map<String, List<String>> versions =
                client.describeSecret(request -> request.secretId(secretId)).versionIdsToStages();
        return versions.entrySet().stream()
                .filter(version -> version.getValue().contains(CURRENT))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the secret has no current version"));
    }

    private Keyset current(String secretId) {
        return KeysetFormat.parse(
                client.getSecretValue(request -> request.secretId(secretId).versionStage(CURRENT))
                        .secretString());
    }

    private Keyset pending(String secretId, String token) {
        return find(secretId, token).orElseThrow(() -> new IllegalStateException("there is no pending keyset"));
    }

    private Optional<Keyset> find(String secretId, String versionId) {
        try {
            return Optional.of(KeysetFormat.parse(
                    client.getSecretValue(request -> request.secretId(secretId).versionId(versionId))
                            .secretString()));
        } catch (ResourceNotFoundException _) {
            return Optional.empty();
        }
    }
}
