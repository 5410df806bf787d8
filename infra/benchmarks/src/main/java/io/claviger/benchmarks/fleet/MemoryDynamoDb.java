package io.claviger.benchmarks.fleet;

import io.claviger.benchmarks.fleet.Units.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The calls of DynamoDB that the use cases of a fleet make, in memory: DynamoDB Local makes about a thousand a second,
 * and a hundred thousand instances make millions. The same small run on both consumes the same units.
 */
public final class MemoryDynamoDb implements DynamoDbClient {
    private static final String DUE = "due";
    private static final String SHARD = "shard";
    private static final String REFRESH_AT = "refreshAt";

    private final ConcurrentMap<String, Table> tables = new ConcurrentHashMap<>();
    private final Units units;

    public MemoryDynamoDb(Units units) {
        this.units = units;
    }

    /** An entry of the index of due instances. */
    private record Due(long refreshAt, String key) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Comparator.comparingLong(Due::refreshAt)
                    .thenComparing(Due::key)
                    .compare(this, other);
        }
    }

    private record Table(
            String key,
            List<GlobalSecondaryIndex> indexes,
            ConcurrentMap<String, Map<String, AttributeValue>> items,
            ConcurrentMap<String, ConcurrentSkipListSet<Due>> due) {}

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        tables.put(
                request.tableName(),
                new Table(
                        request.keySchema().getFirst().attributeName(),
                        List.copyOf(request.globalSecondaryIndexes()),
                        new ConcurrentHashMap<>(),
                        new ConcurrentHashMap<>()));
        return CreateTableResponse.builder().build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        Table table = table(request.tableName());
        Map<String, AttributeValue> item = table.items.getOrDefault(key(table, request.key()), Map.of());
        units.read(Units.bytes(item), Boolean.TRUE.equals(request.consistentRead()));
        return item.isEmpty()
                ? GetItemResponse.builder().build()
                : GetItemResponse.builder().item(item).build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        Table table = table(request.tableName());
        write(
                table,
                key(table, request.item()),
                request.conditionExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues(),
                _ -> request.item());
        return PutItemResponse.builder().build();
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        Table table = table(request.tableName());
        Map<String, AttributeValue> before = new HashMap<>();
        Map<String, AttributeValue> after = write(
                table,
                key(table, request.key()),
                request.conditionExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues(),
                item -> {
                    before.clear();
                    before.putAll(item);
                    Map<String, AttributeValue> changed = Expression.updated(
                            request.updateExpression(),
                            request.expressionAttributeNames(),
                            request.expressionAttributeValues(),
                            item);
                    changed.putAll(request.key());
                    return changed;
                });
        Map<String, AttributeValue> returned = request.returnValues() == ReturnValue.ALL_NEW ? after : before;
        return UpdateItemResponse.builder().attributes(returned).build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        if (!DUE.equals(request.indexName())) {
            throw new UnsupportedOperationException(request.indexName());
        }
        Table table = table(request.tableName());
        String shard = Objects.requireNonNull(
                        request.expressionAttributeValues().get(":shard"))
                .n();
        long until = Long.parseLong(
                Objects.requireNonNull(request.expressionAttributeValues().get(":until"))
                        .n());
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (Due due : rest(table.due.getOrDefault(shard, new ConcurrentSkipListSet<>()), request)) {
            if (due.refreshAt > until || found.size() == request.limit()) {
                break;
            }
            found.add(Map.of(
                    table.key,
                    AttributeValue.fromS(due.key),
                    SHARD,
                    AttributeValue.fromN(shard),
                    REFRESH_AT,
                    AttributeValue.fromN(Long.toString(due.refreshAt))));
        }
        readAll(found, false);
        QueryResponse.Builder answer = QueryResponse.builder().items(found).count(found.size());
        return found.size() == request.limit()
                ? answer.lastEvaluatedKey(found.getLast()).build()
                : answer.build();
    }

    private static Iterable<Due> rest(ConcurrentSkipListSet<Due> all, QueryRequest request) {
        if (!request.hasExclusiveStartKey()) {
            return all;
        }
        Map<String, AttributeValue> last = request.exclusiveStartKey();
        long refreshAt =
                Long.parseLong(Objects.requireNonNull(last.get(REFRESH_AT)).n());
        return all.tailSet(
                new Due(
                        refreshAt,
                        Objects.requireNonNull(last.get("instanceKey")).s()),
                false);
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        List<Map<String, AttributeValue>> all =
                List.copyOf(table(request.tableName()).items.values());
        readAll(all, Boolean.TRUE.equals(request.consistentRead()));
        return ScanResponse.builder().items(all).build();
    }

    private void readAll(List<Map<String, AttributeValue>> items, boolean consistent) {
        int bytes = items.stream().mapToInt(Units::bytes).sum();
        units.during(Kind.QUERY, () -> units.read(bytes, consistent));
    }

    private Map<String, AttributeValue> write(
            Table table,
            String key,
            @Nullable String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Function<Map<String, AttributeValue>, Map<String, AttributeValue>> change) {
        return Objects.requireNonNull(table.items.compute(key, (_, stored) -> {
            Map<String, AttributeValue> before = stored == null ? Map.of() : stored;
            if (condition != null && !Expression.holds(condition, names, values, before)) {
                units.refused(before);
                throw ConditionalCheckFailedException.builder()
                        .message("The conditional request failed")
                        .item(stored)
                        .numAttempts(1)
                        .build();
            }
            Map<String, AttributeValue> after = Map.copyOf(change.apply(before));
            units.written(before, after);
            table.indexes.forEach(index -> index(index, before, after));
            due(table.due, before).ifPresent(shard -> shard.remove(entry(key, before)));
            due(table.due, after).ifPresent(shard -> shard.add(entry(key, after)));
            return after;
        }));
    }

    private void index(
            GlobalSecondaryIndex index, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        List<String> keys =
                index.keySchema().stream().map(it -> it.attributeName()).toList();
        boolean was = before.keySet().containsAll(keys);
        boolean is = after.keySet().containsAll(keys);
        boolean same = was && is && keys.stream().allMatch(name -> Objects.equals(before.get(name), after.get(name)));
        units.indexed(was, is, same);
    }

    private static Optional<ConcurrentSkipListSet<Due>> due(
            ConcurrentMap<String, ConcurrentSkipListSet<Due>> shards, Map<String, AttributeValue> item) {
        return Stream.ofNullable(item.get(SHARD))
                .filter(_ -> item.containsKey(REFRESH_AT))
                .map(shard -> shards.computeIfAbsent(shard.n(), _ -> new ConcurrentSkipListSet<>()))
                .findFirst();
    }

    private static Due entry(String key, Map<String, AttributeValue> item) {
        return new Due(
                Long.parseLong(Objects.requireNonNull(item.get(REFRESH_AT)).n()), key);
    }

    private Table table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    private static String key(Table table, Map<String, AttributeValue> item) {
        return Objects.requireNonNull(item.get(table.key)).s();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
