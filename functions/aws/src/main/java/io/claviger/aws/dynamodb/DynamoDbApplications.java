package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.ApplicationStatus;
import io.claviger.core.application.Applications;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Applications in DynamoDB. When DynamoDB itself fails, methods throw an {@code SdkException}. */
public final class DynamoDbApplications implements Applications {
    /** No application id begins with an underscore. */
    private static final String ENROLMENTS = "_enrolments#";

    private final DynamoDbClient client;
    private final Table table;
    private final Table instances;
    private final StatementClaims claims;

    public DynamoDbApplications(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = new Table(client, tables.applications(), ApplicationItem.KEY);
        this.claims = new StatementClaims(table);
        this.instances = new Table(client, tables.instances(), InstanceItem.KEY);
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return item(id).map(this::read);
    }

    @Override
    public Optional<ApplicationStatus> status(ApplicationId id) {
        return item(id).map(ApplicationItem::status);
    }

    /** Reads the claims after the application: they are stored before it. */
    private Application read(Map<String, AttributeValue> item) {
        return ApplicationItem.read(item, claims.read(id(item)));
    }

    private Optional<Map<String, AttributeValue>> item(ApplicationId id) {
        Map<String, AttributeValue> item = table.find(id.value());
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    @Override
    public List<Application> all() {
        return scan().map(this::read)
                .sorted(Comparator.comparing(Application::id))
                .toList();
    }

    /** Reads every application, and the claims only of those on the page. */
    @Override
    public Page page(Optional<ApplicationId> from, int limit) {
        List<Map<String, AttributeValue>> rest = scan().filter(
                        item -> from.filter(first -> id(item).compareTo(first.value()) < 0)
                                .isEmpty())
                .sorted(Comparator.comparing(DynamoDbApplications::id))
                .limit(limit + 1L)
                .toList();
        return new Page(
                rest.stream().limit(limit).map(this::read).toList(),
                rest.stream()
                        .skip(limit)
                        .map(item -> new ApplicationId(id(item)))
                        .findFirst());
    }

    private Stream<Map<String, AttributeValue>> scan() {
        return client.scanPaginator(request -> request.tableName(table.name()).consistentRead(true)).items().stream()
                // The claims and the copy of the keyset lie in this table, too.
                .filter(item -> !id(item).startsWith("_"));
    }

    private static String id(Map<String, AttributeValue> item) {
        return new ItemReader(item).text(ApplicationItem.KEY);
    }

    @Override
    public Optional<Application> store(Application changed) {
        claims.keep(changed);
        Application stored = changed.stored(changed.version() + 1);
        return table.put(ApplicationItem.write(stored), unchanged(changed)).done()
                ? Optional.of(stored)
                : Optional.empty();
    }

    /** The counter lies in the table of instances, whose items DynamoDB deletes after their time. */
    @Override
    public boolean countEnrolment(ApplicationId id, Instant hour, int limit) {
        Guard belowLimit = new Guard(
                "attribute_not_exists(#count) OR #count < :limit",
                Map.of("#count", "count", "#ttl", Expiry.ATTRIBUTE),
                new ItemWriter()
                        .number(":one", 1)
                        .number(":limit", limit)
                        .number(":ttl", Expiry.secondOf(hour.plus(Duration.ofHours(2))))
                        .done());
        String counter = ENROLMENTS + id + "#" + hour.getEpochSecond();
        return instances
                .update(counter, "ADD #count :one SET #ttl = :ttl", belowLimit, ReturnValue.NONE)
                .done();
    }

    private static Guard unchanged(Application application) {
        return application.version() == 0
                ? new Guard("attribute_not_exists(#key)", Map.of("#key", ApplicationItem.KEY), Map.of())
                : new Guard(
                        "#version = :version",
                        Map.of("#version", ApplicationItem.VERSION),
                        new ItemWriter()
                                .number(":version", application.version())
                                .done());
    }
}
