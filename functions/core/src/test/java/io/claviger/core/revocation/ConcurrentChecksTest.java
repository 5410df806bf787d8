package io.claviger.core.revocation;

import static io.claviger.core.application.StatementStatus.REVOKED;
import static io.claviger.core.application.StatementStatus.SUSPECT;
import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.StatementRecord;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A check that suspects a statement stalls for longer than its lease, and ends during another check. */
class ConcurrentChecksTest {
    private static final Failure DOWN = new Failure.Unavailable("http_503");

    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @BeforeEach
    void a_check_suspects_the_statement() {
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.adobe.answersRegistrationsWith(DOWN);
        claviger.check();
        assertThat(status()).isEqualTo(SUSPECT);
        claviger.clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void a_statement_that_one_check_found_revoked_is_not_made_suspect_by_another() {
        checkDuringWhich(this::theFirstFindsItRevoked);
        assertThat(status()).isEqualTo(REVOKED);
    }

    @Test
    void a_statement_that_one_check_found_revoked_is_not_cleared_by_an_older_answer() {
        claviger.adobe.worksAgain();
        claviger.adobe.statement(STATEMENT.fingerprint()).reinstate();
        checkDuringWhich(() -> {
            theFirstFindsItRevoked();
            claviger.adobe.failsWith(DOWN);
        });
        assertThat(status()).isEqualTo(REVOKED);
    }

    /** The finding bears the time at which the suspecting check began. */
    private void theFirstFindsItRevoked() {
        StatementRecord suspected = claviger.statement(STATEMENT);
        claviger.applications.update(
                APP,
                application -> Optional.of(application.with(suspected.checked(
                        REVOKED,
                        suspected.evidence(),
                        false,
                        suspected.checkedAt().orElseThrow()))));
    }

    private void checkDuringWhich(Runnable happens) {
        claviger.process(ports -> ports.withAdobe(new Interrupted(claviger.adobe, happens)))
                .checkRevocation()
                .check(APP, Instant.MAX);
    }

    private StatementStatus status() {
        return claviger.statement(STATEMENT).status();
    }

    /** An Adobe whose first answer to a registration takes long, so that another check runs meanwhile. */
    private static final class Interrupted implements AuthorizationServer {
        private final AuthorizationServer real;
        private final Runnable happens;
        private boolean happened;

        Interrupted(AuthorizationServer real, Runnable happens) {
            this.real = real;
            this.happens = happens;
        }

        @Override
        public RegistrationAnswer register(
                SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
            RegistrationAnswer answer = real.register(statement, redirectUri, device);
            if (!happened) {
                happened = true;
                happens.run();
            }
            return answer;
        }

        @Override
        public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
            return real.requestToken(credentials, device);
        }

        @Override
        public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
            return real.callProtectedApi(token, serviceProvider, device);
        }
    }
}
