package io.claviger.core.revocation;

import static io.claviger.core.application.StatementStatus.ACTIVE;
import static io.claviger.core.application.StatementStatus.REVOKED;
import static io.claviger.core.application.StatementStatus.SUSPECT;
import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer.StatementRefused;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.authorizationserver.TokenAnswer.ClientRefused;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One wrong answer of Adobe's among good ones. */
class OneWrongAnswerTest {
    private static final InstanceKey CANARY = InstanceKey.canaryOf(APP, STATEMENT.fingerprint());

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private int goodAnswers;
    private int wrongRefusals;
    private Duration lag = Duration.ZERO;

    @Test
    void one_wrong_refusal_of_the_probe_revokes_no_statement() {
        claviger.register("tv");
        wrongRefusals = 1;
        check();
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(claviger.vend("tv")).isInstanceOf(VendResult.Vended.class);
        assertThat(claviger.events)
                .noneMatch(io.claviger.core.journal.Event.SoftwareStatementRevoked.class::isInstance);
    }

    @Test
    void a_refusal_of_the_probe_is_confirmed_before_the_statement_is_revoked() {
        wrongRefusals = 2;
        Instant before = claviger.clock.instant();
        check();
        assertThat(status()).isEqualTo(REVOKED);
        assertThat(claviger.clock.instant()).isAfterOrEqualTo(before.plusSeconds(10));
    }

    @Test
    void one_wrong_refusal_of_the_probe_revokes_no_statement_whose_canary_was_removed() {
        removeCanary();
        claviger.clock.advance(Duration.ofMinutes(15));
        wrongRefusals = 1;
        check();
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(claviger.events).isEmpty();
    }

    @Test
    void one_wrong_refusal_of_a_new_canary_revokes_no_statement() {
        removeCanary();
        claviger.clock.advance(Duration.ofMinutes(15));
        goodAnswers = 1;
        wrongRefusals = 1;
        check();
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(claviger.events).isEmpty();
    }

    @Test
    void a_statement_is_suspect_while_a_refusal_waits_for_its_confirmation() {
        wrongRefusals = 1;
        StatementStatus[] during = new StatementStatus[1];
        claviger.process(ports -> ports.withAdobe(adobe()).withPause(duration -> {
                    during[0] = status();
                    claviger.clock.advance(duration);
                }))
                .checkRevocation()
                .check(APP, Instant.MAX);
        assertThat(during).containsExactly(SUSPECT);
    }

    @Test
    void a_refusal_by_two_endpoints_needs_no_further_confirmation() {
        claviger.adobe.statement(STATEMENT.fingerprint()).revoke(EnumSet.of(Endpoint.REGISTER, Endpoint.TOKEN));
        Instant before = claviger.clock.instant();
        check();
        assertThat(status()).isEqualTo(REVOKED);
        assertThat(claviger.clock.instant()).isBefore(before.plusSeconds(10));
    }

    @Test
    void a_new_canary_that_adobe_does_not_know_for_seconds_revokes_no_statement() {
        removeCanary();
        claviger.clock.advance(Duration.ofMinutes(15));
        lag = Duration.ofSeconds(6);
        check();
        assertThat(status()).isEqualTo(ACTIVE);
    }

    @Test
    void a_statement_that_no_longer_grants_tokens_is_not_called_revoked() {
        claviger.adobe.statement(STATEMENT.fingerprint()).grantNoTokens();
        for (int checks = 0; checks < 3; checks++) {
            check();
            claviger.clock.advance(Duration.ofMinutes(15));
        }
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(claviger.events).isEmpty();
    }

    private void removeCanary() {
        claviger.adobe
                .client(claviger.vault
                        .secret(CANARY)
                        .orElseThrow()
                        .client()
                        .credentials()
                        .clientId())
                .orElseThrow()
                .kill();
    }

    private void check() {
        claviger.process(ports -> ports.withAdobe(adobe())).checkRevocation().check(APP, Instant.MAX);
    }

    private StatementStatus status() {
        return claviger.statement(STATEMENT).status();
    }

    private AuthorizationServer adobe() {
        return new AuthorizationServer() {
            private Instant lastRegistration = Instant.EPOCH;

            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                if (goodAnswers-- <= 0 && wrongRefusals > 0) {
                    wrongRefusals--;
                    return new StatementRefused(StatementRefused.Code.INVALID_SOFTWARE_STATEMENT);
                }
                RegistrationAnswer answer = claviger.adobe.register(statement, redirectUri, device);
                if (answer instanceof RegistrationAnswer.Registered) {
                    lastRegistration = claviger.clock.instant();
                }
                return answer;
            }

            @Override
            public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                return claviger.clock.instant().isBefore(lastRegistration.plus(lag))
                        ? new ClientRefused(ClientRefused.Code.INVALID_CLIENT)
                        : claviger.adobe.requestToken(credentials, device);
            }

            @Override
            public ProtectedApiAnswer callProtectedApi(
                    AccessToken token, ServiceProvider serviceProvider, Device device) {
                return claviger.adobe.callProtectedApi(token, serviceProvider, device);
            }
        };
    }
}
