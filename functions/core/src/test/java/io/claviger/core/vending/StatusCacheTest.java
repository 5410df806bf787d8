package io.claviger.core.vending;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Admission;
import io.claviger.core.usecases.UseCases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusCacheTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final CountingApplications counted = new CountingApplications(claviger.applications);
    private final UseCases process = claviger.process(ports -> ports.withApplications(counted));

    @BeforeEach
    void two_instances_with_tokens() {
        List.of("tv", "phone").forEach(instance -> {
            claviger.register(instance);
            claviger.vend(instance);
        });
    }

    @Test
    void vends_of_an_application_read_its_status_once_in_the_caches_time() {
        vend("tv");
        vend("phone");
        vend("unknown");
        assertThat(counted.reads).isEqualTo(1);
        claviger.clock.advance(Ports.SETTINGS.tokenCacheAge());
        vend("tv");
        assertThat(counted.reads).isEqualTo(2);
    }

    @Test
    void a_token_is_remembered_no_longer_than_the_status_it_was_found_under() {
        vend("phone");
        claviger.clock.advance(Duration.ofSeconds(1));
        set(StatementStatus.REVOKED);
        assertThat(vend("tv")).isInstanceOf(VendResult.Vended.class);
        claviger.clock.advance(Ports.SETTINGS.tokenCacheAge());
        assertThat(vend("tv")).isEqualTo(new VendResult.StatementRevoked());
    }

    @Test
    void the_end_of_a_revocation_is_seen_at_once() {
        set(StatementStatus.REVOKED);
        assertThat(vend("tv")).isEqualTo(new VendResult.StatementRevoked());
        set(StatementStatus.ACTIVE);
        assertThat(vend("tv")).isInstanceOf(VendResult.Vended.class);
    }

    private VendResult vend(String instance) {
        return process.vendToken().vend(key(instance), Admission.ALREADY, Duration.ZERO, DEVICE);
    }

    private void set(StatementStatus status) {
        claviger.applications.update(
                APP,
                application -> Optional.of(application.with(claviger.statement(STATEMENT)
                        .checked(status, Optional.empty(), false, claviger.clock.instant()))));
    }

    private static final class CountingApplications implements Applications {
        private final Applications real;
        private int reads;

        CountingApplications(Applications real) {
            this.real = real;
        }

        @Override
        public Optional<Application> find(ApplicationId id) {
            reads++;
            return real.find(id);
        }

        @Override
        public List<Application> all() {
            return real.all();
        }

        @Override
        public Optional<Application> store(Application changed) {
            return real.store(changed);
        }

        @Override
        public boolean countEnrolment(ApplicationId id, Instant hour, int limit) {
            return real.countEnrolment(id, hour, limit);
        }
    }
}
