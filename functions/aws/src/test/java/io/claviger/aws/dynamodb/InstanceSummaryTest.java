package io.claviger.aws.dynamodb;

import static io.claviger.aws.testing.TestData.KEY;
import static io.claviger.aws.testing.TestData.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.TestData;
import io.claviger.core.fake.FakeClock;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Registration;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InstanceSummaryTest {
    private final InstanceItem items = new InstanceItem(TestData.sealer(new FakeClock()), new Shards(4), entry -> {});

    @Test
    void a_summary_has_key_status_client_and_the_tokens_times() {
        Instance instance = TestData.instance(KEY, new Registration.Active(TestData.client("active")));

        assertThat(InstanceSummary.of(items.write(instance)))
                .contains(new InstanceSummary(
                        KEY,
                        "ACTIVE",
                        Optional.of("active"),
                        Optional.of(NOW.plus(Duration.ofHours(6))),
                        Optional.of(NOW.plus(Duration.ofHours(5)))));
    }

    @Test
    void an_instance_without_client_and_token_has_a_summary() {
        assertThat(InstanceSummary.of(items.write(TestData.bareInstance(KEY))))
                .contains(
                        new InstanceSummary(KEY, "REGISTERING", Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void an_item_that_is_not_an_instance_has_no_summary() {
        assertThat(InstanceSummary.of(
                        new ItemWriter().text(InstanceItem.KEY, "_device#1").done()))
                .isEmpty();
    }
}
