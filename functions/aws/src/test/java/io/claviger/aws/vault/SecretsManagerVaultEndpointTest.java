package io.claviger.aws.vault;

import io.claviger.aws.testing.CredentialVaultContract;
import io.claviger.aws.testing.LosingHttpClient;
import io.claviger.aws.testing.SecretsManagerEndpoint;
import io.claviger.core.vault.CredentialVault;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The vault's contract over the wire. */
@EnabledIfSystemProperty(named = SecretsManagerEndpoint.PROPERTY, matches = ".+")
final class SecretsManagerVaultEndpointTest extends CredentialVaultContract {
    private final LosingHttpClient http = new LosingHttpClient();
    private final SecretsManagerVault vault = new SecretsManagerVault(
            SecretsManagerEndpoint.client(http),
            new SecretNames("contract"),
            Optional.empty(),
            duration -> LockSupport.parkNanos(duration.toNanos()));

    @Override
    protected CredentialVault vault() {
        return vault;
    }

    @Override
    protected void loseNextAnswer() {
        http.loseNextAnswer();
    }
}
