package io.claviger.cli;

import io.claviger.cli.DeadLettersCommand.Queue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What AWS tells about a deployment: renewals, the breaker, queues, alarms and the keyset. */
record StatusOfAws(Aws aws, String stage, Instant now) {
    /** As the alarm {@code refresh-lag} has it. */
    private static final Duration LATE = Duration.ofMinutes(5);

    /** More due renewals are not counted in one shard. */
    private static final int MAX_COUNTED = 1_000;

    /** What is due in one shard of the index {@code due}. */
    private record Due(int number, boolean more, int late, Optional<Instant> oldest) {}

    List<StatusLine> renewals() {
        int shards = Integer.parseInt(parameter("Shards"));
        List<Due> all;
        try (DynamoDbClient dynamoDb = aws.dynamoDb()) {
            all = Together.of(IntStream.range(0, shards)
                    .<Supplier<Due>>mapToObj(shard -> () -> due(dynamoDb, shard))
                    .toList());
        }
        String atLeast = all.stream().anyMatch(Due::more) ? "at least " : "";
        String due =
                "%s%d due".formatted(atLeast, all.stream().mapToInt(Due::number).sum());
        int late = all.stream().mapToInt(Due::late).sum();
        if (late == 0) {
            return List.of(StatusLine.ok("renewals", due + ", none late"));
        }
        Instant oldest = all.stream()
                .flatMap(shard -> shard.oldest().stream())
                .min(Instant::compareTo)
                .orElseThrow();
        return List.of(StatusLine.wrong(
                "renewals",
                "%s, %s%d of them late; the oldest since %s".formatted(due, atLeast, late, Age.since(oldest, now)),
                "docs/runbook.md#renewals-are-late, unless the breaker is open"));
    }

    private Due due(DynamoDbClient dynamoDb, int shard) {
        QueryResponse found = dynamoDb.query(request -> request.tableName("claviger-%s-instances".formatted(stage))
                .indexName("due")
                .keyConditionExpression("#shard = :shard AND refreshAt <= :now")
                .expressionAttributeNames(Map.of("#shard", "shard"))
                .expressionAttributeValues(Map.of(
                        ":shard", AttributeValue.fromN(Integer.toString(shard)),
                        ":now", AttributeValue.fromN(Long.toString(now.toEpochMilli()))))
                .limit(MAX_COUNTED));
        List<Instant> dueAt = found.items().stream()
                .map(item -> time(Objects.requireNonNull(item.get("refreshAt"), "the index's key")))
                .toList();
        return new Due(
                dueAt.size(),
                found.hasLastEvaluatedKey(),
                (int) dueAt.stream().filter(now.minus(LATE)::isAfter).count(),
                dueAt.stream().findFirst());
    }

    /** One item of the table {@code instances}; {@code openedAt} exists while the breaker is open (ADR 0017). */
    List<StatusLine> breaker() {
        String host = URI.create(parameter("AuthorizationServerUri")).getHost();
        Optional<Instant> openedAt;
        try (DynamoDbClient dynamoDb = aws.dynamoDb()) {
            Map<String, AttributeValue> item = dynamoDb.getItem(
                            request -> request.tableName("claviger-%s-instances".formatted(stage))
                                    .key(Map.of("instanceKey", AttributeValue.fromS("_breaker#" + host)))
                                    .projectionExpression("openedAt"))
                    .item();
            openedAt = Optional.ofNullable(item.get("openedAt")).map(StatusOfAws::time);
        }
        return List.of(openedAt.map(at -> StatusLine.wrong(
                        "breaker",
                        "open since %s: %s does not answer".formatted(Age.since(at, now), host),
                        "read Adobe's status page; it closes by itself (docs/runbook.md#breaker-open)"))
                .orElseGet(() -> StatusLine.ok("breaker", "closed: %s is called".formatted(host))));
    }

    List<StatusLine> queues() {
        List<StatusLine> lines = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        try (SqsClient sqs = aws.sqs()) {
            for (Queue queue : Queue.values()) {
                waiting.add("%s %s".formatted(queue, number(sqs, queue.source())));
                String dead = number(sqs, queue.deadLetters());
                if (!dead.equals("0")) {
                    lines.add(StatusLine.wrong(
                            "queues",
                            "%s: %s".formatted(queue, DeadLettersCommand.counted(dead)),
                            "claviger dead-letters show " + queue));
                }
            }
        }
        String says = "waiting: " + String.join(", ", waiting);
        return lines.isEmpty() ? List.of(StatusLine.ok("queues", says + "; no dead letters")) : lines;
    }

    private String number(SqsClient sqs, String queue) {
        return DeadLettersCommand.number(sqs, Aws.queue(sqs, "claviger-%s-%s".formatted(stage, queue)));
    }

    List<StatusLine> alarms() {
        List<StatusLine> lines;
        try (CloudWatchClient cloudWatch = aws.cloudWatch()) {
            lines = cloudWatch
                    .describeAlarmsPaginator(request -> request.alarmNamePrefix("claviger-%s-".formatted(stage))
                            .stateValue(StateValue.ALARM))
                    .metricAlarms()
                    .stream()
                    .map(this::alarm)
                    .toList();
        }
        return lines.isEmpty() ? List.of(StatusLine.ok("alarms", "none rings")) : lines;
    }

    /** A description ends with the place of its entry in the runbook. */
    private StatusLine alarm(MetricAlarm alarm) {
        String description = alarm.alarmDescription();
        int place = description.lastIndexOf(" - ");
        String since = Optional.ofNullable(alarm.stateUpdatedTimestamp())
                .map(at -> ", since " + Age.since(at, now))
                .orElse("");
        return StatusLine.wrong(
                "alarms", alarm.alarmName() + since, place < 0 ? description : description.substring(place + 3));
    }

    List<StatusLine> keyset() {
        try (SecretsManagerClient secrets = aws.secretsManager()) {
            return List.of(KeysetCommand.status(secrets, stage, now));
        }
    }

    private String parameter(String name) {
        return Optional.ofNullable(aws.stack(stage).parameters().get(name))
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED, "the stack claviger-%s has no parameter %s".formatted(stage, name)));
    }

    private static Instant time(AttributeValue value) {
        return Instant.ofEpochMilli(Long.parseLong(value.n()));
    }
}
