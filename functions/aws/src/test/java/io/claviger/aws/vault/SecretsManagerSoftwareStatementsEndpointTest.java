package io.claviger.aws.vault;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.SecretsManagerEndpoint;
import io.claviger.aws.testing.SoftwareStatementsContract;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.fake.FakeClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract for software statements, over HTTP. */
@EnabledIfSystemProperty(named = SecretsManagerEndpoint.PROPERTY, matches = ".+")
final class SecretsManagerSoftwareStatementsEndpointTest extends SoftwareStatementsContract {
    private final FakeClock clock = new FakeClock();
    private final SecretsManagerSoftwareStatements statements = new SecretsManagerSoftwareStatements(
            SecretsManagerEndpoint.client(new AnswerLosingHttpClient()),
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
