package io.claviger.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Evidence;
import io.claviger.core.application.StatementStatus;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationApiTest {
    private static final String STATEMENT = Registry.statement("tv-9.1");
    private static final String STORE = "{\"display_name\":\"TV\",\"software_statement\":\"%s\"}".formatted(STATEMENT);

    private final Registry registry = new Registry();

    @Test
    void an_application_is_created_and_then_updated() {
        adobeApproves(STATEMENT);

        JsonNode created = expect(registry.call(Endpoint.STORE_APPLICATION, STORE), 201);
        assertThat(created.path("application_id").asText()).isEqualTo("tv");
        assertThat(created.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(created.at("/software_statement/claims/software_id").asText())
                .isEqualTo("tv-9.1");
        assertThat(created.at("/software_statement/fingerprint").asText())
                .isEqualTo(new SoftwareStatement(STATEMENT).fingerprint().hex());

        String renamed = STORE.replace("\"TV\"", "\"TV ⑨\",\"on_rejected_credentials\":\"reregister\"");
        JsonNode updated = expect(registry.call(Endpoint.STORE_APPLICATION, renamed), 200);
        assertThat(updated.path("display_name").asText()).isEqualTo("TV ⑨");
        assertThat(updated.path("on_rejected_credentials").asText()).isEqualTo("reregister");
        assertThat(expect(registry.call(Endpoint.SHOW_APPLICATION), 200)).isEqualTo(updated);
        assertThat(expect(registry.call(Endpoint.LIST_APPLICATIONS), 200).at("/applications/0"))
                .isEqualTo(updated);
    }

    @Test
    void every_change_of_state_is_logged_with_caller_before_and_after() {
        adobeApproves(STATEMENT);
        registry.lines.clear();
        expect(registry.call(Endpoint.STORE_APPLICATION, STORE), 201);
        audited(
                "ApplicationStored",
                "",
                new SoftwareStatement(STATEMENT).fingerprint().hex());
        expect(registry.call(Endpoint.REGISTER), 201);
        audited("InstanceChanged", "REGISTERING", "ACTIVE");
        expect(registry.call(Endpoint.DEREGISTER), 202);
        audited("InstanceChanged", "ACTIVE", "DEREGISTERED");
        expect(registry.call(Endpoint.RESTORE), 200);
        audited("InstanceChanged", "DEREGISTERED", "ACTIVE");
    }

    private void audited(String entry, String before, String after) {
        JsonNode line = registry.lines.stream()
                .map(ApiCall::json)
                .filter(candidate -> candidate.path("entry").asText().equals(entry))
                .toList()
                .getLast();
        assertThat(line.path("before").asText()).isEqualTo(before);
        assertThat(line.path("after").asText()).isEqualTo(after);
        assertThat(line.path("request_id").asText()).isEqualTo("JKJaXmPLvHcESHA=");
        assertThat(line.path("groups").toString()).isEqualTo("[\"operator\"]");
        assertThat(line.path("subject").asText()).isEqualTo("olga");
        registry.lines.clear();
    }

    @Test
    void a_statement_with_the_line_end_of_its_file_is_the_same_statement() {
        adobeApproves(STATEMENT);
        expect(registry.call(Endpoint.STORE_APPLICATION, STORE.replace(STATEMENT, STATEMENT + "\\r\\n")), 201);
        JsonNode application = expect(registry.call(Endpoint.STORE_APPLICATION, STORE), 200);
        assertThat(application.path("older_statements")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "a.b", "a.b.c", "...", "e30.e30.e30", "ü.ü.ü", "a.b.c.d.e"})
    void a_statement_must_be_a_jwt_and_a_refused_one_stores_nothing(String statement) {
        refused(STORE.replace(STATEMENT, statement), "invalid_software_statement");
    }

    @Test
    void a_statement_must_be_signed_and_have_an_object_as_payload() {
        String signed = "{\"alg\":\"RS256\"}";
        refused(STORE.replace(STATEMENT, Registry.jwt("{\"alg\":\"none\"}", "{}")), "invalid_software_statement");
        refused(STORE.replace(STATEMENT, Registry.jwt("{\"alg\":\"NONE\"}", "{}")), "invalid_software_statement");
        refused(STORE.replace(STATEMENT, Registry.jwt("{}", "{}")), "invalid_software_statement");
        refused(STORE.replace(STATEMENT, Registry.jwt(signed, "[]")), "invalid_software_statement");
        refused(STORE.replace(STATEMENT, Registry.jwt(signed, "{\"a\":1}{")), "invalid_software_statement");
        String unsigned = STATEMENT.substring(0, STATEMENT.lastIndexOf('.') + 1);
        refused(STORE.replace(STATEMENT, unsigned), "invalid_software_statement");
        refused(
                STORE.replace(STATEMENT, Registry.jwt(signed, "{\"a\":\"%s\"}".formatted("x".repeat(13_000)))),
                "invalid_software_statement");
    }

    @Test
    void a_statement_that_adobe_does_not_know_or_approve_is_refused() {
        refused(STORE, "invalid_software_statement");
        adobeApproves(STATEMENT);
        registry.adobe
                .statement(new SoftwareStatement(STATEMENT).fingerprint())
                .revoke(EnumSet.of(FakeAdobe.Endpoint.REGISTER));
        refused(STORE, "unapproved_software_statement");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript://example.com/%0aalert(1)",
                "https://u:p@example.com/",
                "/back",
                "https://example.com/#f",
                "https://example.com/a b",
                "data:text/html,x",
                "https://not-registered.example.com/"
            })
    void an_unsafe_or_unlisted_redirect_uri_is_refused(String uri) {
        adobeApproves(STATEMENT);
        refused(STORE.replace("\"TV\"", "\"TV\",\"redirect_uri\":\"%s\"".formatted(uri)), "invalid_redirect_uri");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"display_name\":\"\"",
                "\"display_name\":\"  \"",
                "\"display_name\":\"a\\u0000b\"",
                "\"display_name\":\"a\\nb\"",
                "\"display_name\":\"a\\u0085b\"",
                "\"display_name\":\"%long\"",
                "\"display_name\":\"TV\",\"on_rejected_credentials\":\"HOLD\"",
                "\"display_name\":\"TV\",\"on_rejected_credentials\":null",
                "\"display_name\":\"TV\",\"service_provider\":\"a/b\"",
                "\"display_name\":\"TV\",\"service_provider\":\"\"",
                "\"display_name\":\"TV\",\"redirect_uri\":7",
                "\"display_name\":\"TV\",\"status\":\"ACTIVE\""
            })
    void a_body_that_breaks_another_rule_is_an_invalid_request(String members) {
        adobeApproves(STATEMENT);
        String body = STORE.replace("\"display_name\":\"TV\"", members.replace("%long", "x".repeat(201)));
        code(registry.call(Endpoint.STORE_APPLICATION, body), 400, "invalid_request");
        code(registry.call(Endpoint.SHOW_APPLICATION), 404, "not_found");
    }

    @Test
    void an_instance_is_registered_once() {
        application();
        JsonNode registered = expect(registry.call(Endpoint.REGISTER), 201);
        assertThat(registered.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(registered.path("scopes").path(0).asText()).isEqualTo("api:client:v2");

        JsonNode again = expect(registry.call(Endpoint.REGISTER, "{}"), 200);
        assertThat(again.path("client_id").asText())
                .isNotEmpty()
                .isEqualTo(registered.path("client_id").asText());
        ObjectNode shown = (ObjectNode) expect(registry.call(Endpoint.SHOW_INSTANCE), 200);
        assertThat(shown.remove("credential_storage").asText()).isEqualTo("secretsmanager");
        assertThat(shown).isEqualTo(again);
    }

    @Test
    void an_app_and_a_backend_register_for_themselves() {
        application();
        expect(
                registry.send(Registry.operatorsCall(Endpoint.REGISTER).bearing(Registry.PROVIDER.app("tv", "one"))),
                201);
        expect(registry.send(Registry.operatorsCall(Endpoint.REGISTER).bearing(Registry.PROVIDER.backend("tv"))), 200);
    }

    @Test
    void another_redirect_uri_for_the_same_instance_is_a_conflict() {
        application();
        expect(registry.call(Endpoint.REGISTER), 201);
        code(
                registry.call(Endpoint.REGISTER, "{\"redirect_uri\":\"https://app.example.com/\"}"),
                409,
                "already_registered");
    }

    @Test
    void an_instance_of_an_unknown_application_is_not_found() {
        for (Endpoint endpoint :
                EnumSet.of(Endpoint.REGISTER, Endpoint.SHOW_INSTANCE, Endpoint.DEREGISTER, Endpoint.RESTORE)) {
            code(registry.call(endpoint), 404, "not_found");
        }
        code(registry.call(Endpoint.ADOPT, "{\"client_id\":\"c\",\"client_secret\":\"s\"}"), 404, "not_found");
    }

    @Test
    void no_instance_is_registered_with_a_revoked_statement() {
        application();
        ApplicationId id = new ApplicationId("tv");
        registry.applications.update(id, RegistrationApiTest::revoked);

        code(registry.call(Endpoint.REGISTER), 403, "software_statement_revoked");
        JsonNode shown = expect(registry.call(Endpoint.SHOW_APPLICATION), 200);
        assertThat(shown.path("status").asText()).isEqualTo("REVOKED");
        assertThat(shown.at("/evidence/code").asText()).isEqualTo("invalid_client");
    }

    @Test
    void credentials_that_work_are_adopted_once() {
        application();
        ClientCredentials own = registry.adobe.registerByItself(new SoftwareStatement(STATEMENT));
        String body = "{\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                .formatted(own.clientId(), own.clientSecret().reveal());

        JsonNode adopted = expect(registry.call(Endpoint.ADOPT, body), 201);
        assertThat(adopted.path("client_id").asText()).isEqualTo(own.clientId().value());
        assertThat(adopted.has("client_id_issued_at")).isFalse();
        expect(registry.call(Endpoint.ADOPT, body), 200);
        code(
                registry.call(Endpoint.ADOPT, "{\"client_id\":\"other\",\"client_secret\":\"s\"}"),
                409,
                "already_registered");
    }

    @Test
    void credentials_that_do_not_work_are_not_adopted() {
        application();
        APIGatewayV2HTTPResponse answer = registry.call(
                Endpoint.ADOPT, "{\"client_id\":\"c\",\"client_secret\":\"%s\"}".formatted(FakeAdobe.MARK));
        code(answer, 409, "credentials_rejected");
        code(registry.call(Endpoint.SHOW_INSTANCE), 404, "not_found");
    }

    @Test
    void an_instance_is_deregistered_and_restored() {
        application();
        JsonNode registered = expect(registry.call(Endpoint.REGISTER), 201);

        JsonNode gone = expect(registry.call(Endpoint.DEREGISTER), 202);
        assertThat(gone.path("status").asText()).isEqualTo("DEREGISTERED");
        assertThat(gone.path("recoverable_until").asText()).isNotEmpty();

        JsonNode back = expect(registry.call(Endpoint.RESTORE), 200);
        assertThat(back.path("client_id")).isEqualTo(registered.path("client_id"));
    }

    private void application() {
        adobeApproves(STATEMENT);
        expect(registry.call(Endpoint.STORE_APPLICATION, STORE), 201);
    }

    private void adobeApproves(String statement) {
        registry.adobe.approve(new SoftwareStatement(statement), new RedirectUri("https://app.example.com/"));
    }

    private void refused(String body, String problem) {
        code(registry.call(Endpoint.STORE_APPLICATION, body), 422, problem);
        code(registry.call(Endpoint.SHOW_APPLICATION), 404, "not_found");
    }

    private static Optional<Application> revoked(Application application) {
        Evidence evidence = new Evidence("token", "invalid_client", application.updatedAt());
        return Optional.of(application.with(application
                .currentStatement()
                .checked(StatementStatus.REVOKED, Optional.of(evidence), false, application.updatedAt())));
    }

    private static void code(APIGatewayV2HTTPResponse answer, int status, String code) {
        assertThat(expect(answer, status).path("code").asText()).isEqualTo(code);
    }

    /** Every answer: no statement, no secret, and no cache may keep it. */
    private static JsonNode expect(APIGatewayV2HTTPResponse answer, int status) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        assertThat(answer.getBody()).doesNotContain(FakeAdobe.MARK).doesNotContain(STATEMENT);
        assertThat(answer.getHeaders()).containsEntry("Cache-Control", "no-store");
        return ApiCall.body(answer);
    }
}
