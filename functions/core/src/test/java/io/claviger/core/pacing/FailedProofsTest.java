package io.claviger.core.pacing;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.NEWER;
import static io.claviger.core.fake.InMemoryClaviger.REDIRECT;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.ClientSecret;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.registration.AdoptCommand;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.statement.StoreResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers repeat what Adobe does not accept. */
class FailedProofsTest {
    private static final Failure.Throttled THROTTLED = new Failure.Throttled(Duration.ofSeconds(30));

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final ClientCredentials own = claviger.adobe.registerByItself(STATEMENT);
    private final ClientCredentials wrong = new ClientCredentials(own.clientId(), new ClientSecret("wrong"));

    @BeforeEach
    void later() {
        claviger.clock.advance(Duration.ofMinutes(5));
    }

    @Test
    void ten_adoptions_with_wrong_credentials_make_one_call() {
        assertThat(callsOfTen(() -> adopt(wrong))).isEqualTo(1);
        assertThat(adopt(wrong)).isEqualTo(new RegisterResult.CredentialsRefused());
    }

    @Test
    void other_credentials_are_adopted_during_the_cool_down() {
        adopt(wrong);
        assertThat(adopt(own)).isInstanceOf(RegisterResult.Registered.class);
    }

    @Test
    void the_same_credentials_are_asked_for_again_after_the_cool_down() {
        adopt(wrong);
        claviger.clock.advance(Duration.ofSeconds(2));
        long before = claviger.adobe.calls().size();
        adopt(wrong);
        assertThat(claviger.adobe.calls()).hasSize((int) before + 1);
    }

    @Test
    void an_adoption_tells_the_wait_that_adobe_asks_for() {
        claviger.adobe.failsWith(THROTTLED);
        Instant before = claviger.clock.instant();
        assertThat(adopt(own))
                .asInstanceOf(type(RegisterResult.Unavailable.class))
                .extracting(RegisterResult.Unavailable::retryAt)
                .isEqualTo(before.plusSeconds(30));
    }

    @Test
    void ten_stores_of_a_refused_statement_make_one_call() {
        SoftwareStatement unknown = new SoftwareStatement("unknown");
        assertThat(callsOfTen(() -> store(unknown, REDIRECT))).isEqualTo(1);
        assertThat(store(unknown, REDIRECT)).isInstanceOf(StoreResult.StatementRefused.class);
        assertThat(store(NEWER, REDIRECT)).isInstanceOf(StoreResult.Updated.class);
    }

    @Test
    void ten_stores_with_a_refused_redirect_uri_make_one_call() {
        RedirectUri foreign = new RedirectUri("adobepass://com.another");
        assertThat(callsOfTen(() -> store(STATEMENT, foreign))).isEqualTo(1);
        assertThat(store(STATEMENT, REDIRECT)).isInstanceOf(StoreResult.Updated.class);
    }

    @Test
    void a_store_tells_the_wait_that_adobe_asks_for() {
        claviger.adobe.failsWith(THROTTLED);
        Instant before = claviger.clock.instant();
        assertThat(callsOfTen(() -> store(NEWER, REDIRECT))).isEqualTo(1);
        assertThat(store(NEWER, REDIRECT))
                .asInstanceOf(type(StoreResult.Unavailable.class))
                .extracting(StoreResult.Unavailable::retryAt)
                .isEqualTo(before.plusSeconds(30));
    }

    private int callsOfTen(Supplier<?> call) {
        int before = claviger.adobe.calls().size();
        for (int i = 0; i < 10; i++) {
            var _ = call.get();
            claviger.clock.advance(Duration.ofMillis(20));
        }
        return claviger.adobe.calls().size() - before;
    }

    private RegisterResult adopt(ClientCredentials credentials) {
        return claviger.useCases.adoptCredentials().adopt(new AdoptCommand(key("tv"), credentials, DEVICE, true));
    }

    private StoreResult store(SoftwareStatement statement, RedirectUri redirectUri) {
        return claviger.useCases
                .storeApplication()
                .store(new StoreApplicationCommand(
                        APP,
                        "App",
                        statement,
                        "{}",
                        Optional.of(redirectUri),
                        Optional.empty(),
                        RejectedCredentialsPolicy.HOLD));
    }
}
