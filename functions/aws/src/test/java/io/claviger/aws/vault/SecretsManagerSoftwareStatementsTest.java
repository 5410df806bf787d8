package io.claviger.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.FakeSecretsManager;
import io.claviger.aws.testing.FaultySecretsManager;
import io.claviger.aws.testing.SoftwareStatementsContract;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.SoftwareStatements.StoredStatement;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SecretsManagerSoftwareStatementsTest extends SoftwareStatementsContract {
    private final FakeClock clock = new FakeClock();
    private final FakeSecretsManager secrets = new FakeSecretsManager(clock);
    private final FaultySecretsManager faulty = new FaultySecretsManager(secrets);
    private final SecretsManagerSoftwareStatements statements =
            new SecretsManagerSoftwareStatements(faulty, new SecretNames("test"), Optional.empty(), clock);

    @Override
    protected SoftwareStatements statements() {
        return statements;
    }

    @Override
    protected void letTimePass(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void all_statements_of_an_application_are_versions_of_one_secret() {
        keep(first);
        keep(statement(2));

        assertThat(secrets.names())
                .containsExactly("claviger/test/applications/" + application + "/software-statement");
    }

    @Test
    void the_nineteenth_statement_replaces_the_oldest() {
        for (int i = 1; i <= KEPT + 1; i++) {
            keep(statement(i));
        }

        assertThat(statements.find(application, first.fingerprint())).isEqualTo(new StoredStatement.Absent());
        assertThat(statements.find(application, statement(2).fingerprint()))
                .isEqualTo(new StoredStatement.Present(statement(2)));
    }

    @Test
    void a_statement_left_unlabelled_by_a_crash_is_labelled_by_the_next_call() {
        List<SoftwareStatement> all = List.of(first, statement(2), statement(3), statement(4));
        for (SoftwareStatement statement : all) {
            faulty.refuseAllOf("updateSecretVersionStage");
            assertThat(statements.keep(application, statement)).isPresent();
            faulty.recover();
            keep(statement);
        }
        assertThat(all).allSatisfy(this::isKept);
    }

    @Test
    void a_statement_stored_half_way_by_a_crash_is_found() {
        faulty.refuseAllOf("updateSecretVersionStage");
        assertThat(statements.keep(application, first)).isPresent();
        faulty.recover();

        keep(statement(2));
        keep(statement(3));
        keep(statement(4));

        isKept(first);
    }

    @Test
    void every_failure_makes_the_vault_unavailable_and_no_statement_absent() {
        keep(first);
        faulty.refuseAll();

        assertThat(statements.find(application, first.fingerprint())).isInstanceOf(StoredStatement.Unreadable.class);
        assertThat(statements.keep(application, statement(2))).isPresent();
    }
}
