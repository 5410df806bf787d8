package io.claviger.aws.vault;

import io.claviger.core.Pause;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The vault in Secrets Manager: one secret for each instance. A credential exists once because a secret's name can be
 * created only once, and because the label of the current version moves only from the version that the request names.
 */
public final class SecretsManagerVault implements CredentialVault {
    private static final String CURRENT = "AWSCURRENT";

    /** The label of a replacement until it becomes current. Secrets Manager may delete a version without a label. */
    private static final String PENDING = "claviger-pending";

    /** Secrets Manager's limits (API reference, DeleteSecret). */
    private static final int MIN_WINDOW_DAYS = 7;

    private static final int MAX_WINDOW_DAYS = 30;

    /** Secrets Manager is eventually consistent: the next read may miss a change. */
    private static final int MAX_READS = 6;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final SecretsManagerClient client;
    private final SecretNames names;
    private final @Nullable String kmsKey;
    private final Pause pause;

    /** @param kmsKey encrypts new secrets; empty for the account's own key */
    public SecretsManagerVault(SecretsManagerClient client, SecretNames names, Optional<String> kmsKey, Pause pause) {
        this.client = client;
        this.names = names;
        this.kmsKey = kmsKey.orElse(null);
        this.pause = pause;
    }

    /** The credentials, and the version of the secret that holds them. */
    private record SecretState(StoredCredentials credentials, String versionId) {
        private static final String NONE = "";

        boolean holds(ClientWithSecret registration) {
            return credentials instanceof StoredCredentials.Present(ClientWithSecret held)
                    && held.credentials().equals(registration.credentials());
        }

        boolean holds(ClientId id) {
            return credentials instanceof StoredCredentials.Present(ClientWithSecret held)
                    && held.credentials().clientId().equals(id);
        }
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return VaultCall.attempt(
                "reading client credentials", () -> read(key).credentials(), StoredCredentials.Unreadable::new);
    }

    @Override
    public WriteResult create(InstanceKey key, ClientWithSecret registration, String attemptId) {
        return VaultCall.attempt(
                "storing client credentials",
                () -> WriteResult.of(created(key, registration, attemptId)),
                WriteResult.Failed::new);
    }

    private boolean created(InstanceKey key, ClientWithSecret registration, String attemptId) {
        try {
            client.createSecret(request -> request.name(names.clientCredentials(key))
                    .clientRequestToken(attemptId)
                    .secretString(ClientJson.write(registration))
                    .kmsKeyId(kmsKey)
                    .tags(names.tags(key.application())));
            return true;
        } catch (ResourceExistsException _) {
            return readUntil(key, seen -> !(seen.credentials() instanceof StoredCredentials.Absent))
                    .holds(registration);
        } catch (InvalidRequestException _) {
            return false;
        }
    }

    @Override
    public WriteResult replace(InstanceKey key, ClientWithSecret registration, String attemptId, ClientId replaced) {
        return VaultCall.attempt(
                "replacing client credentials",
                () -> WriteResult.of(replaced(key, registration, attemptId, replaced)),
                WriteResult.Failed::new);
    }

    private boolean replaced(InstanceKey key, ClientWithSecret registration, String attemptId, ClientId replaced) {
        SecretState seen = read(key);
        if (seen.holds(registration)) {
            return true;
        }
        return seen.holds(replaced) && moved(key, registration, attemptId, seen.versionId());
    }

    private boolean moved(InstanceKey key, ClientWithSecret registration, String attemptId, String replacedVersion) {
        String name = names.clientCredentials(key);
        try {
            client.putSecretValue(request -> request.secretId(name)
                    .clientRequestToken(attemptId)
                    .secretString(ClientJson.write(registration))
                    .versionStages(PENDING));
            client.updateSecretVersionStage(request -> request.secretId(name)
                    .versionStage(CURRENT)
                    .moveToVersionId(attemptId)
                    .removeFromVersionId(replacedVersion));
            return true;
        } catch (InvalidRequestException _) {
            return false;
        } catch (ResourceNotFoundException _) {
            return false;
        } catch (InvalidParameterException _) {
            // The label has left that version: another process moved it, or this repeated request did.
            return readUntil(key, seen -> !seen.versionId().equals(replacedVersion))
                    .holds(registration);
        }
    }

    /** Rounds the window up to whole days, and to Secrets Manager's minimum. */
    @Override
    public Optional<StorageFailure> discard(InstanceKey key, Duration recoveryWindow) {
        long days = Math.max(
                MIN_WINDOW_DAYS, recoveryWindow.plusDays(1).minusNanos(1).toDays());
        if (days > MAX_WINDOW_DAYS) {
            throw new IllegalArgumentException("Secrets Manager keeps a discarded secret for at most 30 days");
        }
        return ignoringNothingToDo(
                "discarding client credentials",
                () -> client.deleteSecret(request ->
                        request.secretId(names.clientCredentials(key)).recoveryWindowInDays(days)));
    }

    /** Returns once the credentials can be read again. */
    @Override
    public Optional<StorageFailure> restore(InstanceKey key) {
        return ignoringNothingToDo("restoring client credentials", () -> {
            client.restoreSecret(request -> request.secretId(names.clientCredentials(key)));
            readUntil(key, seen -> !(seen.credentials() instanceof StoredCredentials.PendingDeletion));
        });
    }

    private static Optional<StorageFailure> ignoringNothingToDo(String doing, Runnable call) {
        return VaultCall.attempt(doing, () -> done(call), Optional::of);
    }

    private static Optional<StorageFailure> done(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (InvalidRequestException _) {
            return Optional.empty();
        } catch (ResourceNotFoundException _) {
            return Optional.empty();
        }
    }

    private SecretState read(InstanceKey key) {
        try {
            GetSecretValueResponse secret = client.getSecretValue(
                    request -> request.secretId(names.clientCredentials(key)).versionStage(CURRENT));
            return new SecretState(
                    new StoredCredentials.Present(ClientJson.read(secret.secretString())), secret.versionId());
        } catch (ResourceNotFoundException _) {
            return new SecretState(new StoredCredentials.Absent(), SecretState.NONE);
        } catch (InvalidRequestException _) {
            return new SecretState(new StoredCredentials.PendingDeletion(), SecretState.NONE);
        }
    }

    /** Reads until the change is visible. */
    private SecretState readUntil(InstanceKey key, Predicate<SecretState> settled) {
        for (int reads = 0; reads < MAX_READS; reads++) {
            if (reads > 0) {
                pause.pause(FIRST_PAUSE.multipliedBy(1L << (reads - 1)));
            }
            SecretState seen = read(key);
            if (settled.test(seen)) {
                return seen;
            }
        }
        throw new VaultUnavailable("a change to client credentials is not visible yet");
    }
}
