package io.claviger.core.statement;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.REDIRECT;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.Application;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.fake.Crash;
import io.claviger.core.fake.CrashPoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.revocation.CheckRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator stores an application again with another redirect URI or service provider. */
class ChangedRedirectUriTest {
    private static final InstanceKey CANARY = InstanceKey.canaryOf(APP, STATEMENT.fingerprint());
    private static final RedirectUri GOOD = new RedirectUri("adobepass://com.programmer.tv");
    private static final RedirectUri FOREIGN = new RedirectUri("adobepass://com.another");

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final int clients = claviger.adobe.clients().size();

    @BeforeEach
    void allowBoth() {
        claviger.adobe.approve(STATEMENT, REDIRECT, GOOD);
        claviger.clock.advance(Duration.ofMinutes(5));
    }

    @Test
    void a_changed_redirect_uri_that_adobe_refuses_is_not_stored() {
        Application before = claviger.application();
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        assertThat(claviger.application()).isEqualTo(before);
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
        claviger.check();
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(StatementStatus.ACTIVE);
        assertThat(claviger.adobe.clients()).hasSize(clients + 1);
    }

    @Test
    void a_changed_redirect_uri_is_proved_by_a_new_canary() {
        assertThat(store(GOOD)).isInstanceOf(StoreResult.Updated.class);
        claviger.clock.advance(Duration.ofMinutes(5));
        assertThat(store(GOOD)).isInstanceOf(StoreResult.Updated.class);
        claviger.check();
        assertThat(claviger.adobe.clients()).hasSize(clients + 1);
        assertThat(claviger.application().redirectUri()).contains(GOOD);
        assertThat(claviger.register("tv")).isInstanceOf(RegisterResult.Registered.class);
    }

    @Test
    void a_changed_redirect_uri_that_cannot_be_proved_now_is_not_stored() {
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        assertThat(store(GOOD)).isInstanceOf(StoreResult.Unavailable.class);
        assertThat(claviger.application().redirectUri()).contains(REDIRECT);
        claviger.adobe.worksAgain();
        assertThat(store(REDIRECT)).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    @Test
    void after_a_process_died_with_a_foreign_redirect_uri_the_proved_one_stays() {
        dieWith(FOREIGN);
        claviger.check();
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        dieWith(FOREIGN);
        assertThat(store(REDIRECT)).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.application().redirectUri()).contains(REDIRECT);
    }

    @Test
    void a_redirect_uri_that_was_refused_after_a_process_died_is_proved_again() {
        dieWith(FOREIGN);
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        claviger.clock.advance(Duration.ofMinutes(5));
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        assertThat(claviger.application().redirectUri()).contains(REDIRECT);
        assertThat(store(REDIRECT)).isInstanceOf(StoreResult.Updated.class);
    }

    @Test
    void a_canary_that_a_store_restores_proves_no_redirect_uri_that_was_refused() {
        dieWith(FOREIGN);
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        assertThat(claviger.vault.discard(CANARY, Duration.ofDays(7))).isEmpty();
        assertForeignIsRefused();
        assertThat(store(REDIRECT)).isInstanceOf(StoreResult.Updated.class);
    }

    @Test
    void a_check_proves_no_redirect_uri_that_was_refused_after_a_process_died() {
        dieWith(FOREIGN);
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        claviger.clock.advance(Duration.ofMinutes(5));
        claviger.check();
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        killCanary();
        claviger.check();
        assertForeignIsRefused();
    }

    @Test
    void a_canary_that_a_check_replaces_proves_no_redirect_uri_of_a_dead_process() {
        dieWith(FOREIGN);
        killCanary();
        claviger.check();
        assertForeignIsRefused();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_canary_that_a_dying_check_replaces_proves_no_foreign_redirect_uri(boolean before) {
        int call = 1;
        CrashPoint crashPoint;
        do {
            dieWith(FOREIGN);
            killCanary();
            crashPoint = new CrashPoint(call++, before);
            crash(claviger.process(crashPoint::of).checkRevocation());
            claviger.clock.advance(Duration.ofMinutes(5));
            assertThat(store(FOREIGN)).as(crashPoint.lastCall()).isEqualTo(new StoreResult.RedirectUriRefused());
            assertThat(store(REDIRECT)).as(crashPoint.lastCall()).isInstanceOf(StoreResult.Updated.class);
        } while (crashPoint.reached());
    }

    private static void crash(CheckRevocation crashing) {
        try {
            crashing.check(APP, Instant.MAX);
        } catch (Crash _) {
            // The process is gone.
        }
    }

    @Test
    void a_canary_that_replaces_a_lost_one_proves_no_redirect_uri_of_a_dead_process() {
        dieWith(FOREIGN);
        claviger.vault.windowEnds(CANARY);
        claviger.check();
        assertForeignIsRefused();
    }

    private void killCanary() {
        ClientId canary = claviger.vault
                .secret(CANARY)
                .orElseThrow()
                .client()
                .credentials()
                .clientId();
        claviger.adobe.client(canary).orElseThrow().kill();
    }

    private void assertForeignIsRefused() {
        claviger.clock.advance(Duration.ofMinutes(5));
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        assertThat(claviger.application().redirectUri()).contains(REDIRECT);
    }

    @Test
    void the_old_canary_proves_no_foreign_redirect_uri_after_its_item_is_lost() {
        loseItem();
        assertThat(store(FOREIGN)).isEqualTo(new StoreResult.RedirectUriRefused());
        assertThat(claviger.application().redirectUri()).contains(REDIRECT);
        loseItem();
        assertThat(store(REDIRECT)).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    @Test
    void a_first_store_registers_no_client_while_the_vault_cannot_be_read() {
        claviger.vault.windowEnds(CANARY);
        loseItem();
        claviger.vault.failing(true);
        assertThat(store(GOOD)).isInstanceOf(StoreResult.Unavailable.class);
        claviger.vault.failing(false);
        claviger.clock.advance(Duration.ofMinutes(5));
        assertThat(store(GOOD)).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.adobe.clients()).hasSize(clients + 1);
    }

    private void loseItem() {
        assertThat(claviger.instances.remove(claviger.instances.find(CANARY).orElseThrow()))
                .isTrue();
    }

    @Test
    void a_changed_service_provider_that_adobe_refuses_revokes_no_statement() {
        claviger.check();
        assertThat(claviger.statement(STATEMENT).serviceProviderProven()).isTrue();
        claviger.adobe.servesOnly(new ServiceProvider("channel"));
        claviger.useCases.storeApplication().store(command(REDIRECT, Optional.of(new ServiceProvider("wrong"))));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(StatementStatus.ACTIVE);
    }

    /** A process stored its attempt at another redirect URI, and died. */
    private void dieWith(RedirectUri redirectUri) {
        Instance canary = claviger.instances.find(CANARY).orElseThrow();
        Attempt attempt = new Attempt(
                "dead",
                claviger.clock.instant(),
                Optional.empty(),
                Optional.of(canary.registration().knownClient().orElseThrow()));
        claviger.put(canary.attempting(attempt, canary.statement(), Optional.of(redirectUri), canary.device()));
        claviger.clock.advance(Duration.ofMinutes(5));
    }

    private StoreResult store(RedirectUri redirectUri) {
        return claviger.useCases.storeApplication().store(command(redirectUri, Optional.empty()));
    }

    private static StoreApplicationCommand command(RedirectUri redirectUri, Optional<ServiceProvider> provider) {
        return new StoreApplicationCommand(
                APP, "App", STATEMENT, "{}", Optional.of(redirectUri), provider, RejectedCredentialsPolicy.HOLD);
    }
}
