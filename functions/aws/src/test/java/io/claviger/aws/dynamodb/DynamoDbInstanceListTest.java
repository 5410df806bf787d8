package io.claviger.aws.dynamodb;

import static io.claviger.aws.testing.TestData.APPLICATION;
import static io.claviger.aws.testing.TestData.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceList.Count;
import io.claviger.core.instance.InstanceList.Page;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The lists of instances, from the index of statuses and from the whole table. */
final class DynamoDbInstanceListTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(new AnswerLosingHttpClient());
    private static final ApplicationId OTHER = new ApplicationId("acme.tv2");
    private static final String QUARANTINED = "QUARANTINED";

    private final FakeClock clock = new FakeClock();
    private final Tables tables = LocalDynamoDb.tables(CLIENT);
    private final Sealer sealer = TestData.sealer(clock);
    private final DynamoDbInstances instances = new DynamoDbInstances(CLIENT, tables, 4, sealer, _ -> {}, clock);
    private final DynamoDbInstanceList list = new DynamoDbInstanceList(CLIENT, tables, 4, sealer, _ -> {}, clock);

    @Test
    void each_quarantined_instance_of_the_application_is_listed_once() {
        List<Instance> stored = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            stored.add(quarantined(APPLICATION, "i" + i));
            quarantined(OTHER, "i" + i);
            store(APPLICATION, "active" + i, new Registration.Active(TestData.client("active")));
        }

        assertThat(everyPage(Optional.of(QUARANTINED), 4)).containsExactlyInAnyOrderElementsOf(stored);
        assertThat(everyPage(Optional.of("SUSPECT"), 4)).isEmpty();
    }

    @Test
    void an_instance_that_is_active_again_leaves_the_index() {
        Instance quarantined = quarantined(APPLICATION, "one");
        assertThat(instances.store(quarantined.activated(TestData.client("new"))))
                .isPresent();

        assertThat(everyPage(Optional.of(QUARANTINED), 4)).isEmpty();
        assertThat(everyPage(Optional.of("ACTIVE"), 4)).hasSize(1);
        assertThat(CLIENT.scan(request -> request.tableName(tables.instances()).indexName("status"))
                        .items())
                .isEmpty();
    }

    @Test
    void without_a_status_every_instance_is_listed_once_and_no_canary() {
        List<Instance> stored = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stored.add(quarantined(APPLICATION, "i" + i));
            stored.add(store(APPLICATION, "active" + i, new Registration.Active(TestData.client("active"))));
            quarantined(OTHER, "i" + i);
        }
        InstanceKey canary = InstanceKey.canaryOf(APPLICATION, TestData.STATEMENT.fingerprint());
        assertThat(instances.store(TestData.bareInstance(canary))).isPresent();

        assertThat(everyPage(Optional.empty(), 3)).containsExactlyInAnyOrderElementsOf(stored);
        assertThat(everyPage(Optional.of("REGISTERING"), 3)).isEmpty();
    }

    @Test
    void instances_that_are_not_active_are_counted_by_application_and_status() {
        for (int i = 0; i < 20; i++) {
            quarantined(APPLICATION, "i" + i);
        }
        quarantined(OTHER, "one");
        store(OTHER, "two", TestData.attempt());
        store(OTHER, "three", new Registration.Active(TestData.client("active")));

        assertThat(list.counts())
                .containsExactlyInAnyOrder(
                        new Count(APPLICATION, QUARANTINED, 20),
                        new Count(OTHER, QUARANTINED, 1),
                        new Count(OTHER, "REGISTERING", 1));
    }

    @Test
    void an_item_of_an_earlier_release_is_in_the_index_once_all_were_listed() {
        Instance old = quarantined(APPLICATION, "old");
        CLIENT.updateItem(request -> request.tableName(tables.instances())
                .key(Map.of("instanceKey", AttributeValue.fromS(old.key().toString())))
                .updateExpression("REMOVE statusShard"));
        assertThat(everyPage(Optional.of(QUARANTINED), 4)).isEmpty();

        assertThat(everyPage(Optional.empty(), 4)).containsExactly(old);

        assertThat(everyPage(Optional.of(QUARANTINED), 4)).containsExactly(old);
        assertThat(instances.store(old.parked())).isPresent();
    }

    @Test
    void a_next_that_was_made_for_another_list_is_refused() {
        for (int i = 0; i < 5; i++) {
            quarantined(APPLICATION, "i" + i);
        }
        String next = list.page(APPLICATION, Optional.of(QUARANTINED), 2, Optional.empty())
                .next()
                .orElseThrow();

        assertThat(next).doesNotContain("#").matches("[A-Za-z0-9_-]+");
        refused(APPLICATION, Optional.empty(), next);
        refused(APPLICATION, Optional.of("SUSPECT"), next);
        refused(OTHER, Optional.of(QUARANTINED), next);
        refused(APPLICATION, Optional.of(QUARANTINED), next.substring(1));
        refused(APPLICATION, Optional.of(QUARANTINED), "ü");
        refused(APPLICATION, Optional.of(QUARANTINED), "");
    }

    private void refused(ApplicationId application, Optional<String> status, String next) {
        assertThatThrownBy(() -> list.page(application, status, 2, Optional.of(next)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("next");
    }

    private List<Instance> everyPage(Optional<String> status, int limit) {
        List<Instance> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page page = list.page(APPLICATION, status, limit, next);
            assertThat(page.instances()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(page.instances());
            next = page.next();
        } while (next.isPresent());
        return found;
    }

    private Instance quarantined(ApplicationId application, String id) {
        Refusal refusal = new Refusal("invalid_client", NOW);
        return store(application, id, new Registration.Quarantined(TestData.client("refused"), refusal));
    }

    private Instance store(ApplicationId application, String id, Registration registration) {
        InstanceKey key = new InstanceKey(application, new InstanceId(id));
        return instances.store(TestData.instance(key, registration)).orElseThrow();
    }
}
