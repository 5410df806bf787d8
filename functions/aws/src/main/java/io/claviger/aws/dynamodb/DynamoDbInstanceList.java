package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import io.claviger.aws.sealing.Sealer;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.journal.Journal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Lists of instances in DynamoDB. A status other than ACTIVE is read from the index {@code status}, everything else
 * from the whole table. When DynamoDB itself fails, methods throw an {@code SdkException}.
 */
public final class DynamoDbInstanceList implements InstanceList {
    private static final String ACTIVE = "ACTIVE";

    /** How much of the table one page reads at most: about ten thousand items, in about a second. */
    private static final int MAX_SCANS = 20;

    private static final int ITEMS_A_SCAN = 500;

    private final DynamoDbClient client;
    private final Table table;
    private final DynamoDbInstances instances;
    private final InstanceItem items;
    private final Sealer sealer;
    private final InstantSource clock;

    /** @param shards the number of partitions of the index of due instances */
    public DynamoDbInstanceList(
            DynamoDbClient client, Tables tables, int shards, Sealer sealer, Journal journal, InstantSource clock) {
        this.client = client;
        this.table = new Table(client, tables.instances(), InstanceItem.KEY);
        this.instances = new DynamoDbInstances(client, tables, shards, sealer, journal, clock);
        this.items = new InstanceItem(sealer, new Shards(shards), journal);
        this.sealer = sealer;
        this.clock = clock;
    }

    @Override
    public Page page(ApplicationId application, Optional<String> status, int limit, Optional<String> next) {
        PageToken token = new PageToken(sealer, application, "list of " + status.orElse("all"));
        Optional<String> place = next.map(token::open);
        Page page = status.filter(wanted -> !wanted.equals(ACTIVE))
                .map(wanted -> indexed(application, wanted, limit, place))
                .orElseGet(() -> scanned(application, status, limit, place));
        return new Page(page.instances(), page.next().map(token::seal));
    }

    @Override
    public List<Count> counts() {
        Map<String, Long> partitions =
                client
                        .scanPaginator(
                                request -> request.tableName(table.name()).indexName(StatusShard.INDEX))
                        .items()
                        .stream()
                        .map(item -> new ItemReader(item).text(StatusShard.ATTRIBUTE))
                        .map(StatusShard::withoutNumber)
                        .collect(Collectors.groupingBy(list -> list, Collectors.counting()));
        return partitions.entrySet().stream()
                .map(count -> count(count.getKey(), count.getValue()))
                .toList();
    }

    private static Count count(String list, long instances) {
        int separator = list.indexOf('#');
        return new Count(new ApplicationId(list.substring(0, separator)), list.substring(separator + 1), instances);
    }

    /** @param place a shard, or the last instance that was read: {@code shard#instanceKey} */
    private Page indexed(ApplicationId application, String status, int limit, Optional<String> place) {
        String[] from = place.orElse("0").split("#", 2);
        int shard = Integer.parseInt(from[0]);
        Optional<String> after = from.length > 1 ? Optional.of(from[1]) : Optional.empty();
        List<Instance> found = new ArrayList<>();
        while (shard < StatusShard.count()) {
            String partition = StatusShard.of(application, status, shard);
            QueryResponse read = query(partition, after, limit - found.size());
            read.items().stream()
                    .map(item -> InstanceKey.parse(new ItemReader(item).text(InstanceItem.KEY)))
                    .flatMap(key -> instances.find(key).stream())
                    .filter(instance -> instance.registration().status().equals(status))
                    .forEach(found::add);
            after = read.hasLastEvaluatedKey() ? Optional.of(keyOf(read.lastEvaluatedKey())) : Optional.empty();
            if (after.isEmpty()) {
                shard++;
            }
            if (found.size() >= limit && shard < StatusShard.count()) {
                String key = after.map(last -> "#" + last).orElse("");
                return new Page(found, Optional.of(shard + key));
            }
        }
        return new Page(found, Optional.empty());
    }

    private QueryResponse query(String partition, Optional<String> after, int limit) {
        return client.query(request -> {
            request.tableName(table.name())
                    .indexName(StatusShard.INDEX)
                    .keyConditionExpression("#shard = :shard")
                    .expressionAttributeNames(Map.of("#shard", StatusShard.ATTRIBUTE))
                    .expressionAttributeValues(
                            new ItemWriter().text(":shard", partition).done())
                    .limit(limit);
            after.ifPresent(key -> request.exclusiveStartKey(new ItemWriter()
                    .text(StatusShard.ATTRIBUTE, partition)
                    .text(InstanceItem.KEY, key)
                    .done()));
        });
    }

    /** @param place the key of the last item that was read */
    private Page scanned(ApplicationId application, Optional<String> status, int limit, Optional<String> place) {
        Optional<String> after = place;
        List<Instance> found = new ArrayList<>();
        for (int scans = 0; scans < MAX_SCANS; scans++) {
            ScanResponse read = scan(application, after);
            for (Map<String, AttributeValue> item : read.items()) {
                if (isListed(item, status)) {
                    Instance instance = items.read(item);
                    index(item, instance);
                    found.add(instance);
                }
                if (found.size() == limit) {
                    return new Page(found, Optional.of(keyOf(item)));
                }
            }
            if (!read.hasLastEvaluatedKey()) {
                return new Page(found, Optional.empty());
            }
            after = Optional.of(keyOf(read.lastEvaluatedKey()));
        }
        return new Page(found, after);
    }

    private ScanResponse scan(ApplicationId application, Optional<String> after) {
        return client.scan(request -> {
            request.tableName(table.name())
                    .filterExpression("begins_with(#key, :application)")
                    .expressionAttributeNames(Map.of("#key", InstanceItem.KEY))
                    .expressionAttributeValues(new ItemWriter()
                            .text(":application", application + "#")
                            .done())
                    .limit(ITEMS_A_SCAN);
            after.ifPresent(key -> request.exclusiveStartKey(
                    new ItemWriter().text(InstanceItem.KEY, key).done()));
        });
    }

    private boolean isListed(Map<String, AttributeValue> item, Optional<String> status) {
        return !Expiry.isOver(item, clock.instant())
                && !InstanceKey.parse(keyOf(item)).isCanary()
                && status.filter(wanted -> !wanted.equals(new ItemReader(item).text(RegistrationAttributes.STATUS)))
                        .isEmpty();
    }

    /**
     * Adds an item of an earlier release to the index. It changes no version, so no other write of the item fails. If the
     * status has changed meanwhile, that write has set the attribute.
     */
    private void index(Map<String, AttributeValue> item, Instance instance) {
        Optional<String> shard = StatusShard.of(instance.key(), instance.registration());
        if (shard.isEmpty() || item.containsKey(StatusShard.ATTRIBUTE)) {
            return;
        }
        Guard sameStatus = new Guard(
                "#status = :status",
                Map.of("#shard", StatusShard.ATTRIBUTE, "#status", RegistrationAttributes.STATUS),
                new ItemWriter()
                        .text(":shard", shard.get())
                        .text(":status", instance.registration().status())
                        .done());
        table.update(keyOf(item), "SET #shard = :shard", sameStatus, ReturnValue.NONE);
    }

    private static String keyOf(Map<String, AttributeValue> item) {
        return new ItemReader(item).text(InstanceItem.KEY);
    }
}
