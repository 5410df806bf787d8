package io.claviger.core.revocation;

import static io.claviger.core.application.StatementStatus.ACTIVE;
import static io.claviger.core.application.StatementStatus.REVOKED;
import static io.claviger.core.application.StatementStatus.SUSPECT;
import static io.claviger.core.fake.InMemoryClaviger.APP;
import static io.claviger.core.fake.InMemoryClaviger.DEVICE;
import static io.claviger.core.fake.InMemoryClaviger.NEWER;
import static io.claviger.core.fake.InMemoryClaviger.STATEMENT;
import static io.claviger.core.fake.InMemoryClaviger.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe.Endpoint;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.fake.IssuedStatement;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.vending.VendResult;
import io.claviger.core.vending.VendToken;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckRevocationTest {
    private static final InstanceKey CANARY = InstanceKey.canaryOf(APP, STATEMENT.fingerprint());

    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final IssuedStatement issued = claviger.adobe.statement(STATEMENT.fingerprint());

    @ParameterizedTest
    @EnumSource
    void a_revocation_that_shows_at_only_one_endpoint_is_found_by_one_check(Endpoint endpoint) {
        issued.revoke(EnumSet.of(endpoint));
        claviger.check();
        assertThat(status()).isEqualTo(REVOKED);
    }

    @ParameterizedTest
    @EnumSource
    void a_revocation_is_recorded_with_adobes_code_and_the_refusing_endpoint(Endpoint endpoint) {
        issued.revoke(EnumSet.of(endpoint));
        claviger.check();
        assertThat(claviger.statement(STATEMENT).evidence().orElseThrow().where())
                .isEqualTo(endpoint.name().toLowerCase(Locale.ROOT));
        assertThat(claviger.statement(STATEMENT).evidence().orElseThrow().code())
                .isEqualTo(
                        switch (endpoint) {
                            case REGISTER -> "unapproved_software_statement";
                            case TOKEN -> "invalid_client";
                            case API -> "invalid_access_token_client_application";
                        });
    }

    @ParameterizedTest
    @EnumSource
    void a_reinstated_statement_becomes_active_without_an_operator(Endpoint endpoint) {
        issued.revoke(EnumSet.of(endpoint));
        claviger.check();
        issued.reinstate();
        later();
        claviger.check();
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(claviger.events).last().isInstanceOf(Event.SoftwareStatementRestored.class);
    }

    @Test
    void a_check_out_of_time_checks_the_current_statement_first_and_resumes_later() {
        claviger.store(NEWER, RejectedCredentialsPolicy.HOLD);
        claviger.adobe.statement(NEWER.fingerprint()).revoke(EnumSet.of(Endpoint.TOKEN));
        issued.revoke(EnumSet.of(Endpoint.TOKEN));

        claviger.useCases.checkRevocation().check(APP, claviger.clock.instant());
        assertThat(claviger.statement(NEWER).status()).isEqualTo(REVOKED);
        assertThat(status()).isEqualTo(ACTIVE);

        claviger.check();
        assertThat(status()).isEqualTo(REVOKED);
    }

    @Test
    void the_older_statement_with_the_oldest_check_is_checked_first() {
        SoftwareStatement third = new SoftwareStatement("third");
        claviger.adobe.approve(third, InMemoryClaviger.REDIRECT);
        later();
        claviger.store(NEWER, RejectedCredentialsPolicy.HOLD);
        later();
        claviger.store(third, RejectedCredentialsPolicy.HOLD);
        claviger.journal.clear();
        claviger.check();
        assertThat(claviger.journal)
                .filteredOn(Entry.StatementChecked.class::isInstance)
                .extracting("statement")
                .containsExactly(third.fingerprint(), STATEMENT.fingerprint(), NEWER.fingerprint());
    }

    static List<Failure> failures() {
        return List.of(
                new Failure.Unavailable("http_503"),
                new Failure.Unavailable("timeout"),
                new Failure.Throttled(Duration.ofSeconds(1)),
                new Failure.Unintelligible("not_json"),
                new Failure.RequestRefused("invalid_request"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void no_failure_changes_a_good_statement(Failure failure) {
        claviger.adobe.failsWith(failure);
        claviger.check();
        assertThat(status()).isEqualTo(ACTIVE);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void no_failure_changes_a_revoked_statement(Failure failure) {
        issued.revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        later();
        claviger.adobe.failsWith(failure);
        claviger.check();
        assertThat(status()).isEqualTo(REVOKED);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_of_one_endpoint_does_not_clear_a_suspect_statement(Failure failure) {
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.adobe.answersRegistrationsWith(new Failure.Unavailable("timeout"));
        claviger.check();
        assertThat(status()).isEqualTo(SUSPECT);
        claviger.adobe.worksAgain();
        issued.revoke(EnumSet.of(Endpoint.REGISTER));
        claviger.adobe.failsWith(failure, Endpoint.REGISTER);
        later();
        claviger.check();
        assertThat(status()).isEqualTo(SUSPECT);
    }

    @Test
    void a_check_without_a_finding_leaves_no_client_behind() {
        int clients = claviger.adobe.clients().size();
        claviger.check();
        assertThat(claviger.adobe.clients()).hasSize(clients);
        assertThat(status()).isEqualTo(ACTIVE);
    }

    @Test
    void a_removed_canary_is_replaced_and_is_no_evidence_of_a_revocation() {
        var removed = claviger.vault
                .secret(CANARY)
                .orElseThrow()
                .client()
                .credentials()
                .clientId();
        claviger.adobe.client(removed).orElseThrow().kill();
        claviger.check();
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(claviger.vault
                        .secret(CANARY)
                        .orElseThrow()
                        .client()
                        .credentials()
                        .clientId())
                .isNotEqualTo(removed);
    }

    @Test
    void a_canary_removed_while_its_statement_was_revoked_is_replaced_within_a_day() {
        issued.revoke(EnumSet.of(Endpoint.TOKEN));
        claviger.check();
        claviger.adobe
                .client(claviger.vault
                        .secret(CANARY)
                        .orElseThrow()
                        .client()
                        .credentials()
                        .clientId())
                .orElseThrow()
                .kill();
        issued.reinstate();
        claviger.clock.advance(Duration.ofDays(1));
        claviger.check();
        assertThat(status()).isEqualTo(ACTIVE);
    }

    @Test
    void a_revocation_and_its_end_are_published_once_each() {
        issued.revoke(EnumSet.allOf(Endpoint.class));
        claviger.check();
        later();
        claviger.check();
        issued.reinstate();
        later();
        claviger.check();
        later();
        claviger.check();
        assertThat(claviger.events)
                .hasExactlyElementsOfTypes(Event.SoftwareStatementRevoked.class, Event.SoftwareStatementRestored.class);
    }

    @Test
    void no_process_vends_a_token_after_the_check_has_found_a_revocation() {
        claviger.register("tv");
        VendToken another = claviger.process().vendToken();
        another.vend(key("tv"), Admission.ALREADY, Duration.ZERO, DEVICE);
        issued.revoke(EnumSet.of(Endpoint.REGISTER));
        claviger.check();
        assertThat(another.vend(key("tv"), Admission.ALREADY, Duration.ZERO, DEVICE))
                .isEqualTo(new VendResult.StatementRevoked());
        assertThat(claviger.vend("tv")).isEqualTo(new VendResult.StatementRevoked());
    }

    private StatementStatus status() {
        return claviger.statement(STATEMENT).status();
    }

    private void later() {
        claviger.clock.advance(Duration.ofMinutes(15));
    }
}
