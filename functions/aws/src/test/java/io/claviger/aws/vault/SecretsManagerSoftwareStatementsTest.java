package io.claviger.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.testing.FakeClock;
import io.claviger.aws.testing.FakeSecretsManager;
import io.claviger.aws.testing.FaultySecretsManager;
import io.claviger.aws.testing.SoftwareStatementsContract;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.vault.VaultUnavailable;
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
    void the_nineteenth_statement_takes_the_place_of_the_oldest() {
        for (int i = 1; i <= KEPT + 1; i++) {
            keep(statement(i));
        }

        assertThat(statements.find(application, first.fingerprint())).isEmpty();
        assertThat(statements.find(application, statement(2).fingerprint())).isPresent();
    }

    @Test
    void a_statement_whose_keeper_died_before_labelling_it_is_not_lost_to_the_next() {
        List<SoftwareStatement> all = List.of(first, statement(2), statement(3), statement(4));
        for (SoftwareStatement statement : all) {
            faulty.refuseAllOf("updateSecretVersionStage");
            assertThatThrownBy(() -> keep(statement)).isInstanceOf(VaultUnavailable.class);
            faulty.recover();
            keep(statement);
        }
        assertThat(all).allSatisfy(this::isKept);
    }

    @Test
    void a_keeper_that_died_half_way_leaves_the_last_statement_where_the_next_finds_it() {
        faulty.refuseAllOf("updateSecretVersionStage");
        assertThatThrownBy(() -> keep(first)).isInstanceOf(VaultUnavailable.class);
        faulty.recover();

        keep(statement(2));
        keep(statement(3));
        keep(statement(4));

        isKept(first);
    }

    @Test
    void whatever_goes_wrong_is_a_vault_unavailable_and_never_no_statement() {
        keep(first);
        faulty.refuseAll();

        assertThatThrownBy(() -> statements.find(application, first.fingerprint()))
                .isInstanceOf(VaultUnavailable.class);
        assertThatThrownBy(() -> statements.keep(application, statement(2))).isInstanceOf(VaultUnavailable.class);
    }
}
