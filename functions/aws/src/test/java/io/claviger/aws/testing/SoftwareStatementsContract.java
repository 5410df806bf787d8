package io.claviger.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.application.SoftwareStatements.StoredStatement.Absent;
import io.claviger.core.application.SoftwareStatements.StoredStatement.Present;
import io.claviger.core.credentials.SoftwareStatement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every store of software statements. */
public abstract class SoftwareStatementsContract {
    protected static final int KEPT = 18;

    /** Each test has its own application, so that tests may share a store. */
    protected final ApplicationId application =
            new ApplicationId(UUID.randomUUID().toString());

    protected final SoftwareStatement first = statement(1);

    protected abstract SoftwareStatements statements();

    protected abstract void letTimePass(Duration duration);

    protected static SoftwareStatement statement(int number) {
        return new SoftwareStatement("header." + number + ".signature");
    }

    @Test
    public void a_stored_statement_is_found_by_its_fingerprint() {
        assertThat(statements().find(application, first.fingerprint())).isEqualTo(new Absent());

        statements().keep(application, first);

        assertThat(statements().find(application, first.fingerprint())).isEqualTo(new Present(first));
        assertThat(statements().find(application, statement(2).fingerprint())).isEqualTo(new Absent());
    }

    @Test
    public void a_newer_statement_leaves_the_older_ones_unchanged() {
        List<SoftwareStatement> all = IntStream.rangeClosed(1, 5)
                .mapToObj(SoftwareStatementsContract::statement)
                .toList();

        all.forEach(this::keep);

        assertThat(all).allSatisfy(this::isKept);
    }

    @Test
    public void storing_the_same_statement_again_changes_nothing() {
        keep(first);
        keep(statement(2));
        keep(first);
        keep(statement(3));
        keep(first);

        assertThat(List.of(first, statement(2), statement(3))).allSatisfy(this::isKept);
    }

    @Test
    public void the_newest_eighteen_statements_are_kept() {
        List<SoftwareStatement> all = IntStream.rangeClosed(1, KEPT + 2)
                .mapToObj(SoftwareStatementsContract::statement)
                .toList();

        all.forEach(this::keep);

        assertThat(all.subList(2, all.size())).allSatisfy(this::isKept);
    }

    protected final void keep(SoftwareStatement statement) {
        assertThat(statements().keep(application, statement)).isEmpty();
        letTimePass(Duration.ofSeconds(1));
    }

    protected final void isKept(SoftwareStatement statement) {
        assertThat(statements().find(application, statement.fingerprint())).isEqualTo(new Present(statement));
    }
}
