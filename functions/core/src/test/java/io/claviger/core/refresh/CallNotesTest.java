package io.claviger.core.refresh;

import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.RegisteredClient;
import io.claviger.core.journal.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metrics of refreshes count each call to Adobe once, and each cool-down. */
class CallNotesTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();

    @Test
    void a_refresh_without_credentials_is_no_call() {
        claviger.register("tv");
        assertThat(claviger.vault.discard(key("tv"), Duration.ofDays(7))).isEmpty();
        claviger.vend("tv");
        assertThat(refreshes()).isEmpty();
        assertThat(coolDowns()).hasSize(1);
    }

    @Test
    void a_refused_client_begins_a_cool_down() {
        claviger.register("tv");
        claviger.adobe.clients().forEach(RegisteredClient::kill);
        claviger.vend("tv");
        assertThat(refreshes()).containsExactly("credentials_rejected");
        assertThat(coolDowns()).hasSize(1);
    }

    @Test
    void a_failed_registration_begins_a_cool_down() {
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        claviger.register("tv");
        assertThat(coolDowns()).hasSize(1);
    }

    @Test
    void a_failed_recheck_begins_a_cool_down() {
        claviger.quarantine("tv");
        claviger.clock.advance(Duration.ofMinutes(2));
        claviger.journal.clear();
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        claviger.registerByOperator("tv");
        assertThat(coolDowns()).hasSize(1);
    }

    private List<String> refreshes() {
        return claviger.journal.stream()
                .filter(Entry.TokenRefreshed.class::isInstance)
                .map(entry -> ((Entry.TokenRefreshed) entry).outcome())
                .toList();
    }

    private List<Entry> coolDowns() {
        return claviger.journal.stream()
                .filter(Entry.CoolDownBegun.class::isInstance)
                .toList();
    }
}
