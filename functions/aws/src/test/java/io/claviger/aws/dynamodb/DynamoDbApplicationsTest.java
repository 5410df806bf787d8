package io.claviger.aws.dynamodb;

import static io.claviger.aws.testing.TestData.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.aws.testing.AnswerLosingHttpClient;
import io.claviger.aws.testing.LocalDynamoDb;
import io.claviger.aws.testing.TestData;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications.Page;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Safeguards;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DynamoDbApplicationsTest {
    private static final AnswerLosingHttpClient HTTP = new AnswerLosingHttpClient();
    private static final DynamoDbClient CLIENT = LocalDynamoDb.client(HTTP);

    private final DynamoDbApplications applications = new DynamoDbApplications(CLIENT, LocalDynamoDb.tables(CLIENT));

    @Test
    void an_application_is_read_as_it_was_stored() {
        assertThat(applications.find(APPLICATION)).isEmpty();

        Application stored =
                applications.store(TestData.application(APPLICATION)).orElseThrow();

        assertThat(stored.version()).isEqualTo(1);
        assertThat(applications.find(APPLICATION)).contains(stored);
    }

    @Test
    void an_application_without_optional_parts_is_read_as_it_was_stored() {
        Application bare = new Application(
                APPLICATION,
                "",
                Optional.empty(),
                Optional.empty(),
                RejectedCredentialsPolicy.HOLD,
                List.of(TestData.application(APPLICATION).currentStatement()),
                Safeguards.NONE,
                EnrolmentKeys.NONE,
                TestData.NOW,
                TestData.NOW,
                0);

        Application stored = applications.store(bare).orElseThrow();

        assertThat(applications.find(APPLICATION)).contains(stored);
    }

    @Test
    void enrolments_are_counted_up_to_the_limit_of_their_hour() {
        Instant hour = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(applications.countEnrolment(APPLICATION, hour, 2)).isTrue();
        assertThat(applications.countEnrolment(APPLICATION, hour, 2)).isTrue();
        assertThat(applications.countEnrolment(APPLICATION, hour, 2)).isFalse();
        assertThat(applications.countEnrolment(APPLICATION, hour.plusSeconds(3600), 2))
                .isTrue();
        assertThat(applications.countEnrolment(new ApplicationId("another"), hour, 2))
                .isTrue();
    }

    @Test
    void of_two_changes_to_one_version_only_the_first_is_stored() {
        Application seen = applications.store(TestData.application(APPLICATION)).orElseThrow();

        Optional<Application> first = applications.store(seen);

        assertThat(first.map(Application::version)).contains(2L);
        assertThat(applications.store(seen)).isEmpty();
        assertThat(applications.store(TestData.application(APPLICATION))).isEmpty();
        assertThat(applications.find(APPLICATION)).isEqualTo(first);
    }

    @Test
    void a_write_whose_answer_was_lost_is_recognized_as_its_own() {
        HTTP.loseNextAnswer();
        Application begun =
                applications.store(TestData.application(APPLICATION)).orElseThrow();
        HTTP.loseNextAnswer();
        assertThat(applications.store(begun)).isPresent();
    }

    @Test
    void all_applications_are_ordered_by_id() {
        List.of("c", "a", "b").forEach(id -> applications.store(TestData.application(new ApplicationId(id))));

        assertThat(applications.all())
                .extracting(application -> application.id().value())
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_page_begins_where_the_one_before_ended() {
        List.of("c", "a", "b").forEach(id -> applications.store(TestData.application(new ApplicationId(id))));
        List<Application> all = applications.all();

        assertThat(applications.page(Optional.empty(), 2))
                .isEqualTo(new Page(all.subList(0, 2), Optional.of(new ApplicationId("c"))));
        assertThat(applications.page(Optional.of(new ApplicationId("c")), 2))
                .isEqualTo(new Page(all.subList(2, 3), Optional.empty()));
    }
}
