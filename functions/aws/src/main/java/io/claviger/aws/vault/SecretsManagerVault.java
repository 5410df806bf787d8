package io.claviger.aws.vault;

import io.claviger.core.Pause;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.VaultUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The vault in Secrets Manager: a secret for each instance. What makes a credential exist once is that a secret's name can be
 * created once, and that the label of the current version moves only from the version it is said to be on.
 */
public final class SecretsManagerVault implements CredentialVault {
    private static final String CURRENT = "AWSCURRENT";

    /** On a replacement until it becomes the current version; a version without any label may be deleted. */
    private static final String PENDING = "claviger-pending";

    /** What Secrets Manager allows (API reference, DeleteSecret). */
    private static final int MIN_WINDOW_DAYS = 7;

    private static final int LONGEST_WINDOW_DAYS = 30;

    /** Secrets Manager is eventually consistent: a change may take moments to be seen by the next read. */
    private static final int MAX_LOOKS = 6;

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

    /** What was seen, and in which version of the secret. */
    private record Look(StoredCredentials holding, String versionId) {
        private static final String NONE = "";

        boolean holds(ClientRegistration registration) {
            return holding instanceof StoredCredentials.Present(ClientRegistration held)
                    && held.credentials().equals(registration.credentials());
        }

        boolean holds(ClientId id) {
            return holding instanceof StoredCredentials.Present(ClientRegistration held)
                    && held.credentials().clientId().equals(id);
        }
    }

    @Override
    public StoredCredentials find(InstanceKey key) {
        return VaultCall.attempt("reading client credentials", () -> look(key).holding());
    }

    @Override
    public boolean create(InstanceKey key, ClientRegistration registration, String attemptId) {
        return VaultCall.attempt("storing client credentials", () -> {
            try {
                client.createSecret(request -> request.name(names.clientCredentials(key))
                        .clientRequestToken(attemptId)
                        .secretString(ClientJson.write(registration))
                        .kmsKeyId(kmsKey)
                        .tags(names.tags(key.application())));
                return true;
            } catch (ResourceExistsException _) {
                return lookUntil(key, seen -> !(seen.holding() instanceof StoredCredentials.Absent))
                        .holds(registration);
            } catch (InvalidRequestException _) {
                return false;
            }
        });
    }

    @Override
    public boolean replace(InstanceKey key, ClientRegistration registration, String attemptId, ClientId replaced) {
        return VaultCall.attempt("replacing client credentials", () -> {
            Look seen = look(key);
            if (seen.holds(registration)) {
                return true;
            }
            return seen.holds(replaced) && replace(key, registration, attemptId, seen.versionId());
        });
    }

    private boolean replace(
            InstanceKey key, ClientRegistration registration, String attemptId, String replacedVersion) {
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
            // The label is on that version no more: moved by somebody else, or by an earlier sending of this very
            // request.
            return lookUntil(key, seen -> !seen.versionId().equals(replacedVersion))
                    .holds(registration);
        }
    }

    /** Asks for a window of whole days, rounded up, and no shorter than Secrets Manager allows. */
    @Override
    public void discard(InstanceKey key, Duration recoveryWindow) {
        long days = Math.max(
                MIN_WINDOW_DAYS, recoveryWindow.plusDays(1).minusNanos(1).toDays());
        if (days > LONGEST_WINDOW_DAYS) {
            throw new IllegalArgumentException("Secrets Manager keeps a discarded secret for at most 30 days");
        }
        unlessThereIsNothingToDo(
                "discarding client credentials",
                () -> client.deleteSecret(request ->
                        request.secretId(names.clientCredentials(key)).recoveryWindowInDays(days)));
    }

    /** Returns when the credentials can be read again. */
    @Override
    public void restore(InstanceKey key) {
        unlessThereIsNothingToDo("restoring client credentials", () -> {
            client.restoreSecret(request -> request.secretId(names.clientCredentials(key)));
            return lookUntil(key, seen -> !(seen.holding() instanceof StoredCredentials.PendingDeletion));
        });
    }

    private static void unlessThereIsNothingToDo(String doing, Supplier<Object> call) {
        VaultCall.attempt(doing, () -> {
            try {
                return call.get();
            } catch (InvalidRequestException | ResourceNotFoundException e) {
                return e;
            }
        });
    }

    private Look look(InstanceKey key) {
        try {
            GetSecretValueResponse secret = client.getSecretValue(
                    request -> request.secretId(names.clientCredentials(key)).versionStage(CURRENT));
            return new Look(new StoredCredentials.Present(ClientJson.read(secret.secretString())), secret.versionId());
        } catch (ResourceNotFoundException _) {
            return new Look(new StoredCredentials.Absent(), Look.NONE);
        } catch (InvalidRequestException _) {
            return new Look(new StoredCredentials.PendingDeletion(), Look.NONE);
        }
    }

    /** Looks until what is known to have happened can be seen. */
    private Look lookUntil(InstanceKey key, Predicate<Look> settled) {
        for (int looks = 0; looks < MAX_LOOKS; looks++) {
            if (looks > 0) {
                pause.pause(FIRST_PAUSE.multipliedBy(1L << (looks - 1)));
            }
            Look seen = look(key);
            if (settled.test(seen)) {
                return seen;
            }
        }
        throw new VaultUnavailable("a change to client credentials is not to be seen yet");
    }
}
