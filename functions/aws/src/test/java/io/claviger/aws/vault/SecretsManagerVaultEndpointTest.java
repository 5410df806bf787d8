package io.claviger.aws.vault;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.CredentialVaultContract;
import io.claviger.aws.testing.SecretsManagerEndpoint;
import io.claviger.core.vault.CredentialVault;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The vault's contract, over HTTP. */
@EnabledIfSystemProperty(named = SecretsManagerEndpoint.PROPERTY, matches = ".+")
final class SecretsManagerVaultEndpointTest extends CredentialVaultContract {
    private final AnswerLosingHttpClient http = new AnswerLosingHttpClient();
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
