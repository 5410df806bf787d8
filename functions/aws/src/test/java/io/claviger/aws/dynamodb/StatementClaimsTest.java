package io.claviger.aws.dynamodb;

import static io.claviger.aws.testing.TestData.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.application.Application;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.credentials.SoftwareStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class StatementClaimsTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(new AnswerLosingHttpClient());

    private final Tables tables = LocalDynamoDb.tables(CLIENT);
    private final DynamoDbApplications applications = new DynamoDbApplications(CLIENT, tables);

    @Test
    void claims_are_kept_beside_the_application() {
        Application stored =
                applications.store(TestData.application(APPLICATION)).orElseThrow();

        assertThat(item(APPLICATION.value()).toString()).doesNotContain("auth.adobe.com");
        assertThat(applications.find(APPLICATION)).contains(stored);
        assertThat(applications.all()).containsExactly(stored);
    }

    @Test
    void claims_in_an_old_item_move_out_at_the_next_store() {
        Application stored =
                applications.store(TestData.application(APPLICATION)).orElseThrow();
        putAsOldVersion(stored);
        assertThat(applications.find(APPLICATION)).contains(stored);

        Application again = applications.store(stored).orElseThrow();

        assertThat(item(APPLICATION.value()).toString()).doesNotContain("auth.adobe.com");
        assertThat(applications.find(APPLICATION)).contains(again);
    }

    @Test
    void claims_that_two_processes_add_at_once_are_all_kept() {
        Application first =
                applications.store(TestData.application(APPLICATION)).orElseThrow();
        List<StatementRecord> added = IntStream.range(0, 8)
                .mapToObj(i -> new SoftwareStatement("added-" + i))
                .map(statement -> StatementRecord.stored(statement.fingerprint(), "{}", TestData.NOW))
                .toList();

        added.parallelStream().forEach(statement -> applications.store(first.withCurrent(statement)));

        assertThat(item("_claims#" + APPLICATION).keySet())
                .containsAll(added.stream()
                        .map(statement -> statement.fingerprint().hex())
                        .toList());
    }

    @Test
    void a_status_is_read_without_the_claims() {
        Application stored =
                applications.store(TestData.application(APPLICATION)).orElseThrow();
        putAsOldVersion(stored);

        assertThat(applications.status(APPLICATION).orElseThrow().revokedStatements())
                .containsExactly(stored.statements().getLast().fingerprint());
    }

    /** Puts the claims where versions before the item of claims had them. */
    private void putAsOldVersion(Application application) {
        Map<String, AttributeValue> old = new HashMap<>(item(APPLICATION.value()));
        List<AttributeValue> statements = new ArrayList<>();
        for (StatementRecord statement : application.statements()) {
            statements.add(AttributeValue.fromM(withClaims(old, statement)));
        }
        old.put("statements", AttributeValue.fromL(statements));
        CLIENT.putItem(request -> request.tableName(tables.applications()).item(old));
        CLIENT.deleteItem(request -> request.tableName(tables.applications()).key(key("_claims#" + APPLICATION)));
    }

    private static Map<String, AttributeValue> withClaims(Map<String, AttributeValue> item, StatementRecord statement) {
        AttributeValue fingerprint =
                AttributeValue.fromS(statement.fingerprint().hex());
        Map<String, AttributeValue> members = new HashMap<>(Objects.requireNonNull(item.get("statements")).l().stream()
                .map(AttributeValue::m)
                .filter(it -> fingerprint.equals(it.get("fingerprint")))
                .findFirst()
                .orElseThrow());
        members.put("claims", AttributeValue.fromS(statement.claims()));
        return members;
    }

    private Map<String, AttributeValue> item(String key) {
        return CLIENT.getItem(
                        request -> request.tableName(tables.applications()).key(key(key)))
                .item();
    }

    private static Map<String, AttributeValue> key(String key) {
        return Map.of("applicationId", AttributeValue.fromS(key));
    }
}
