package io.claviger.aws.vault;

import io.claviger.aws.testing.FakeClock;
import io.claviger.aws.testing.LosingHttpClient;
import io.claviger.aws.testing.SecretsManagerEndpoint;
import io.claviger.aws.testing.SoftwareStatementsContract;
import io.claviger.core.application.SoftwareStatements;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract for software statements over the wire. */
@EnabledIfSystemProperty(named = SecretsManagerEndpoint.PROPERTY, matches = ".+")
final class SecretsManagerSoftwareStatementsEndpointTest extends SoftwareStatementsContract {
    private final FakeClock clock = new FakeClock();
    private final SecretsManagerSoftwareStatements statements = new SecretsManagerSoftwareStatements(
            SecretsManagerEndpoint.client(new LosingHttpClient()),
            new SecretNames("contract"),
            Optional.empty(),
            clock);

    @Override
    protected SoftwareStatements statements() {
        return statements;
    }

    @Override
    protected void letTimePass(Duration duration) {
        clock.advance(duration);
    }
}
