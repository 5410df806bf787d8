package io.claviger.aws.dynamodb;

import static io.claviger.aws.testing.Samples.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.LosingHttpClient;
import io.claviger.aws.testing.Samples;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DynamoDbApplicationsTest {
    private static final LosingHttpClient HTTP = new LosingHttpClient();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(HTTP);

    private final DynamoDbApplications applications = new DynamoDbApplications(CLIENT, LocalDynamoDb.tables(CLIENT));

    @Test
    void what_is_stored_is_what_is_read() {
        assertThat(applications.find(APPLICATION)).isEmpty();

        Application stored =
                applications.store(Samples.application(APPLICATION)).orElseThrow();

        assertThat(stored.version()).isEqualTo(1);
        assertThat(applications.find(APPLICATION)).contains(stored);
    }

    @Test
    void an_application_with_nothing_it_need_not_have_is_read_as_it_was_stored() {
        Application bare = new Application(
                APPLICATION,
                "",
                Optional.empty(),
                Optional.empty(),
                RejectedCredentialsPolicy.HOLD,
                List.of(Samples.application(APPLICATION).currentStatement()),
                Samples.NOW,
                Samples.NOW,
                0);

        Application stored = applications.store(bare).orElseThrow();

        assertThat(applications.find(APPLICATION)).contains(stored);
    }

    @Test
    void of_two_who_change_the_same_version_only_the_first_is_stored() {
        Application seen = applications.store(Samples.application(APPLICATION)).orElseThrow();

        Optional<Application> first = applications.store(seen);

        assertThat(first.map(Application::version)).contains(2L);
        assertThat(applications.store(seen)).isEmpty();
        assertThat(applications.store(Samples.application(APPLICATION))).isEmpty();
        assertThat(applications.find(APPLICATION)).isEqualTo(first);
    }

    @Test
    void a_write_whose_answer_is_lost_is_known_for_ones_own() {
        HTTP.loseNextAnswer();
        Application begun = applications.store(Samples.application(APPLICATION)).orElseThrow();
        HTTP.loseNextAnswer();
        assertThat(applications.store(begun)).isPresent();
    }

    @Test
    void all_applications_come_in_the_order_of_their_ids() {
        List.of("c", "a", "b").forEach(id -> applications.store(Samples.application(new ApplicationId(id))));

        assertThat(applications.all())
                .extracting(application -> application.id().value())
                .containsExactly("a", "b", "c");
    }
}
