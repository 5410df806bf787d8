package io.claviger.core.revocation;

import static io.claviger.core.application.StatementStatus.ACTIVE;
import static io.claviger.core.application.StatementStatus.REVOKED;
import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.FaultyStorage;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.IssuedStatement;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import io.claviger.core.statement.StoreResult;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.core.vault.CredentialVault.StoredCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A canary whose secret, item or both are lost. */
class LostCanaryTest {
    private static final InstanceKey CANARY = InstanceKey.canaryOf(APP, STATEMENT.fingerprint());

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final IssuedStatement issued = claviger.adobe.statement(STATEMENT.fingerprint());

    enum Loss {
        SECRET_DELETED,
        SECRET_PENDING_DELETION,
        ITEM,
        ITEM_AND_SECRET,
        ITEM_AND_SECRET_PENDING
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_canary_is_replaced_by_the_next_check(Loss loss) {
        lose(loss);
        later();
        Instant before = claviger.clock.instant();
        claviger.check();
        assertCanaryWorks();
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(ACTIVE);
        assertThat(claviger.statement(STATEMENT).checkedAt().orElseThrow()).isAfterOrEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_canary_is_replaced_when_its_application_is_stored(Loss loss) {
        lose(loss);
        assertThat(store()).isInstanceOf(StoreResult.Updated.class);
        assertCanaryWorks();
    }

    static Stream<Arguments> everyLossAtEveryEndpoint() {
        return Arrays.stream(Loss.values())
                .flatMap(loss -> Arrays.stream(Endpoint.values()).map(endpoint -> Arguments.of(loss, endpoint)));
    }

    @ParameterizedTest
    @MethodSource("everyLossAtEveryEndpoint")
    void a_revocation_is_found_although_the_canary_is_lost(Loss loss, Endpoint endpoint) {
        lose(loss);
        issued.revoke(EnumSet.of(endpoint));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(REVOKED);
    }

    @Test
    void a_new_canary_that_the_vault_does_not_take_is_kept_and_used_by_the_next_check() {
        lose(Loss.SECRET_DELETED);
        int clients = claviger.adobe.clients().size();
        FaultyStorage storage = new FaultyStorage();
        storage.vaultFailsAfterRegistering(true);
        CheckRevocation failing = claviger.process(storage::around).checkRevocation();
        assertThatThrownBy(() -> failing.check(APP, Instant.MAX)).isInstanceOf(VaultUnavailable.class);
        assertThat(claviger.journal).hasAtLeastOneElementOfType(Entry.ClientSalvaged.class);
        later();
        claviger.check();
        assertThat(claviger.adobe.clients()).hasSize(clients + 1);
        assertCanaryWorks();
    }

    @Test
    void a_check_and_a_store_after_a_loss_leave_one_new_client() {
        lose(Loss.SECRET_DELETED);
        int clients = claviger.adobe.clients().size();
        claviger.check();
        store();
        assertThat(claviger.adobe.clients()).hasSize(clients + 1);
    }

    @Test
    void a_lost_canary_that_adobe_does_not_replace_now_is_replaced_later() {
        lose(Loss.ITEM_AND_SECRET);
        claviger.adobe.failsWith(new Failure.Unavailable("http_503"));
        claviger.check();
        claviger.adobe.worksAgain();
        later();
        claviger.check();
        assertCanaryWorks();
    }

    @Test
    void one_check_without_canary_and_probe_finds_a_refusal_by_register() {
        stopProbe();
        lose(Loss.SECRET_DELETED);
        issued.revoke(EnumSet.of(Endpoint.REGISTER));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(REVOKED);
    }

    @Test
    void a_revoked_statement_stays_revoked_although_its_canary_is_lost() {
        stopProbe();
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.check();
        lose(Loss.SECRET_DELETED);
        issued.revoke(EnumSet.of(Endpoint.REGISTER));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).status()).isEqualTo(REVOKED);
    }

    private void stopProbe() {
        issued.acceptEveryRedirectUri(true);
        claviger.check();
        assertThat(claviger.application().safeguards().probeStopped()).isTrue();
    }

    @Test
    void a_check_that_replaces_a_canary_records_the_client_of_a_dead_attempt() {
        lose(Loss.SECRET_DELETED);
        Instance canary = claviger.instances.find(CANARY).orElseThrow();
        claviger.put(canary.with(
                new Attempt("dead", claviger.clock.instant().minusSeconds(60), Optional.empty(), Optional.empty())));
        claviger.check();
        assertCanaryWorks();
        assertThat(claviger.journal).contains(new Entry.ClientPossiblyLeftBehind(CANARY, "dead", "attempt_died"));
    }

    /** Its client may be old: a salvaged one is stored later. */
    @Test
    void a_check_takes_no_canary_that_is_not_visible_yet_for_lost() {
        int clients = hideCanary();
        claviger.check();
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    @Test
    void a_store_takes_no_canary_that_is_not_visible_yet_for_lost() {
        int clients = hideCanary();
        assertThat(store()).isInstanceOf(StoreResult.Updated.class);
        assertThat(claviger.adobe.clients()).hasSize(clients);
    }

    private int hideCanary() {
        claviger.clock.advance(Duration.ofMinutes(2));
        claviger.vault.invisibleUntil(CANARY, claviger.clock.instant().plusSeconds(3));
        return claviger.adobe.clients().size();
    }

    private StoreResult store() {
        return claviger.store(STATEMENT, RejectedCredentialsPolicy.HOLD);
    }

    private void lose(Loss loss) {
        claviger.clock.advance(Duration.ofMinutes(2));
        switch (loss) {
            case SECRET_DELETED -> claviger.vault.windowEnds(CANARY);
            case SECRET_PENDING_DELETION -> discard();
            case ITEM -> removeItem();
            case ITEM_AND_SECRET -> {
                claviger.vault.windowEnds(CANARY);
                removeItem();
            }
            case ITEM_AND_SECRET_PENDING -> {
                discard();
                removeItem();
            }
        }
    }

    private void discard() {
        assertThat(claviger.vault.discard(CANARY, Duration.ofDays(7))).isEmpty();
    }

    private void removeItem() {
        assertThat(claviger.instances.remove(claviger.instances.find(CANARY).orElseThrow()))
                .isTrue();
    }

    private void assertCanaryWorks() {
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(claviger.vault.find(CANARY)).isInstanceOf(StoredCredentials.Present.class);
            softly.assertThat(claviger.instances.find(CANARY))
                    .map(canary -> canary.registration().status())
                    .contains("ACTIVE");
            softly.assertThat(claviger.instances.find(CANARY))
                    .flatMap(canary -> canary.registration().knownClient())
                    .map(client -> client.id())
                    .isEqualTo(claviger.vault
                            .secret(CANARY)
                            .map(secret -> secret.client().credentials().clientId()));
        });
    }

    private void later() {
        claviger.clock.advance(Duration.ofMinutes(15));
    }
}
