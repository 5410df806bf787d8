package io.claviger.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.api.Endpoint;
import io.claviger.api.testing.ApiCall;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.vault.CredentialStorage;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moving the credentials of an application's instances to the other storage. */
class MoveStorageApiTest {
    private static final String STATEMENT = Registry.statement("tv-9.1");
    private static final String STORE = "{\"display_name\":\"TV\",\"software_statement\":\"%s\"}".formatted(STATEMENT);

    private final Registry registry = new Registry(CredentialStorage.TABLE);

    /** Three instances, whose clients an earlier deployment stored in Secrets Manager. */
    @BeforeEach
    void storeAndRegister() {
        registry.adobe.approve(new SoftwareStatement(STATEMENT));
        expect(operatorsCall(Endpoint.STORE_APPLICATION).body(STORE), 201);
        for (String name : new String[] {"one", "two", "three"}) {
            expect(operatorsCall(Endpoint.REGISTER).instance(name), 201);
        }
        registry.instances.all().stream()
                .filter(instance -> !instance.key().isCanary())
                .forEach(this::putIntoSecretsManager);
    }

    private void putIntoSecretsManager(Instance instance) {
        var client = registry.table.secret(instance.key()).orElseThrow().client();
        registry.vault.create(instance.key(), client, UUID.randomUUID().toString());
        registry.table.windowEnds(instance.key());
    }

    @Test
    void credentials_move_page_by_page_and_each_view_tells_where_they_are() {
        assertThat(storageOf("one")).isEqualTo("secretsmanager");

        JsonNode first = move(operatorsCall(Endpoint.MOVE_STORAGE).query("limit", "2"));
        JsonNode second = move(operatorsCall(Endpoint.MOVE_STORAGE)
                .query("limit", "2")
                .query("next", first.path("next").asText()));

        assertThat(first.path("target").asText()).isEqualTo("table");
        assertThat(first.path("moved").asInt()).isEqualTo(2);
        assertThat(second.path("moved").asInt()).isEqualTo(1);
        assertThat(second.has("next")).isFalse();
        assertThat(storageOf("one")).isEqualTo("table");
        JsonNode again = move(operatorsCall(Endpoint.MOVE_STORAGE));
        assertThat(again.path("in_place").asInt()).isEqualTo(3);
        assertThat(again.path("moved").asInt()).isZero();
    }

    @Test
    void a_dry_run_counts_and_changes_nothing() {
        JsonNode counted = move(operatorsCall(Endpoint.MOVE_STORAGE).query("dry_run", "true"));

        assertThat(counted.path("to_move").asInt()).isEqualTo(3);
        assertThat(storageOf("one")).isEqualTo("secretsmanager");
    }

    @Test
    void what_cannot_be_moved_now_is_named_and_a_deregistered_instance_stays() {
        expect(operatorsCall(Endpoint.DEREGISTER).instance("three"), 202);
        registry.vault.failingFor(key("two"));

        JsonNode moved = move(operatorsCall(Endpoint.MOVE_STORAGE));

        assertThat(moved.path("moved").asInt()).isEqualTo(1);
        assertThat(moved.path("without_credentials").asInt()).isEqualTo(1);
        assertThat(moved.path("unfinished")).hasSize(1);
        assertThat(moved.at("/unfinished/0/instance_id").asText()).isEqualTo("two");
        assertThat(moved.at("/unfinished/0/reason").asText()).isEqualTo("vault_unavailable");
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "dry_run, yes", "next, nonsense"})
    void a_bad_parameter_is_refused(String parameter, String value) {
        JsonNode problem = expect(operatorsCall(Endpoint.MOVE_STORAGE).query(parameter, value), 400);
        assertThat(problem.path("detail").asText()).startsWith(parameter);
    }

    private InstanceKey key(String name) {
        return registry.instances.all().stream()
                .map(Instance::key)
                .filter(key -> key.instance().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String storageOf(String name) {
        return expect(operatorsCall(Endpoint.SHOW_INSTANCE).instance(name), 200)
                .path("credential_storage")
                .asText();
    }

    private JsonNode move(ApiCall call) {
        return expect(call, 200);
    }

    private static ApiCall operatorsCall(Endpoint endpoint) {
        return Registry.operatorsCall(endpoint);
    }

    private JsonNode expect(ApiCall call, int status) {
        var answer = registry.send(call);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        return ApiCall.body(answer);
    }
}
