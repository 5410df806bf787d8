package io.claviger.aws.sealing;

import io.claviger.aws.vault.VaultCall;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Reads the keyset's version {@code AWSCURRENT} from Secrets Manager. */
public final class KeysetSecret implements Supplier<String> {
    private final Supplier<SecretsManagerClient> client;
    private final String secretId;

    /** @param client called at the first use */
    public KeysetSecret(Supplier<SecretsManagerClient> client, String secretId) {
        this.client = client;
        this.secretId = secretId;
    }

    @Override
    public String get() {
        return VaultCall.attempt(
                "reading the sealing keyset",
                () -> client.get()
                        .getSecretValue(request -> request.secretId(secretId).versionStage("AWSCURRENT"))
                        .secretString());
    }
}
