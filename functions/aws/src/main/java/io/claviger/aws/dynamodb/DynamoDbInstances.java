package io.claviger.aws.dynamodb;

import io.claviger.aws.dynamodb.Table.Guard;
import io.claviger.aws.sealing.Sealer;
import io.claviger.aws.vault.VaultCall;
import io.claviger.core.application.Applications;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Journal;
import io.claviger.core.storage.StorageFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Instances in DynamoDB. When DynamoDB itself fails, methods throw an {@code SdkException}. */
public final class DynamoDbInstances implements Instances {
    private static final String INDEX = "due";
    private static final int DUE_PAGE = 500;

    /** No application id begins with an underscore, so no instance has such a key. */
    private static final Map<String, AttributeValue> SWEEP = Map.of(InstanceItem.KEY, AttributeValue.fromS("_sweep"));

    private static final String SWEEP_FROM = "fromShard";
    private static final Map<String, String> VERSION_NAMES =
            Map.of("#version", InstanceItem.VERSION, "#createdAt", InstanceItem.CREATED_AT);

    private final DynamoDbClient client;
    private final Table table;
    private final Applications applications;
    private final Shards shards;
    private final InstanceItem items;
    private final Sealer sealer;
    private final InstantSource clock;

    /** @param shards the number of partitions of the index of due instances; the same for every process */
    public DynamoDbInstances(
            DynamoDbClient client, Tables tables, int shards, Sealer sealer, Journal journal, InstantSource clock) {
        this.client = client;
        this.table = new Table(client, tables.instances(), InstanceItem.KEY);
        this.applications = new DynamoDbApplications(client, tables);
        this.shards = new Shards(shards);
        this.items = new InstanceItem(sealer, this.shards, journal);
        this.sealer = sealer;
        this.clock = clock;
    }

    @Override
    public InstanceSnapshot read(InstanceKey key) {
        Optional<Instance> instance = find(key);
        return new InstanceSnapshot(applications.find(key.application()), instance);
    }

    @Override
    public Optional<Instance> find(InstanceKey key) {
        Map<String, AttributeValue> item = table.find(key.toString());
        return item.isEmpty() || Expiry.isOver(item, clock.instant())
                ? Optional.empty()
                : Optional.of(items.read(item));
    }

    @Override
    public Optional<Instance> store(Instance changed) {
        Instance stored = changed.stored(changed.version() + 1);
        Guard guard = changed.version() == 0 ? Expiry.vacant(InstanceItem.KEY, clock.instant()) : unchanged(changed);
        return table.put(items.write(stored), guard).done() ? Optional.of(stored) : Optional.empty();
    }

    @Override
    public Optional<StorageFailure> sealSample() {
        return VaultCall.attempt(
                "sealing a sample",
                () -> {
                    sealer.seal("sample", "_sample", "sample");
                    return Optional.empty();
                },
                Optional::of);
    }

    @Override
    public boolean remove(Instance instance) {
        return table.remove(instance.key().toString(), unchanged(instance));
    }

    @Override
    public Iterator<DueInstance> due(int shard, Instant until) {
        return client
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName(INDEX)
                        .keyConditionExpression("#shard = :shard AND #refreshAt <= :until")
                        .expressionAttributeNames(Map.of(
                                "#shard",
                                RefreshStateAttributes.SHARD,
                                "#refreshAt",
                                RefreshStateAttributes.REFRESH_AT))
                        .expressionAttributeValues(new ItemWriter()
                                .number(":shard", shard)
                                .time(":until", until)
                                .done())
                        .limit(DUE_PAGE))
                .items()
                .stream()
                .map(ItemReader::new)
                .map(item -> new DueInstance(
                        InstanceKey.parse(item.text(InstanceItem.KEY)), item.time(RefreshStateAttributes.REFRESH_AT)))
                .iterator();
    }

    @Override
    public int shards() {
        return shards.count();
    }

    @Override
    public int sweepFrom() {
        Map<String, AttributeValue> item = client.getItem(
                        request -> request.tableName(table.name()).key(SWEEP))
                .item();
        return item.isEmpty() ? 0 : Math.toIntExact(new ItemReader(item).number(SWEEP_FROM)) % shards.count();
    }

    @Override
    public void sweepFrom(int shard) {
        client.updateItem(request -> request.tableName(table.name())
                .key(SWEEP)
                .updateExpression("SET #from = :shard")
                .expressionAttributeNames(Map.of("#from", SWEEP_FROM))
                .expressionAttributeValues(
                        new ItemWriter().number(":shard", shard).done()));
    }

    /** Compares the creation time too, because a re-created instance starts again at version one. */
    private static Guard unchanged(Instance instance) {
        return new Guard(
                "#version = :version AND #createdAt = :createdAt",
                VERSION_NAMES,
                new ItemWriter()
                        .number(":version", instance.version())
                        .time(":createdAt", instance.createdAt())
                        .done());
    }
}
