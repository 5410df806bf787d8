package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.cli.InstancesCommand.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What is wrong, on one screen. */
@Command(
        name = "status",
        description = {
            "Shows on one screen what is wrong, and the command that mends it; status 1 if anything is.",
            "Looks at statements, quarantined and suspect instances, queues and alarms."
        })
final class StatusCommand implements Callable<Integer> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Terminal terminal;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
        this.connection = new Connection(terminal);
        this.output = new Output(terminal);
    }

    @Override
    public Integer call() {
        Api api = connection.api();
        ArrayNode findings = JSON.arrayNode();
        List<JsonNode> applications = api.list("/v1/applications", "applications", Optional.empty());
        for (JsonNode application : applications) {
            statement(findings, application);
            String id = application.path("application_id").asText();
            instances(findings, api, id, Status.QUARANTINED, "claviger instances release " + id + " --all");
            instances(findings, api, id, Status.SUSPECT, "claviger applications check " + id);
        }
        attempt(findings, "queues", this::queues);
        attempt(findings, "alarms", this::alarms);
        List<JsonNode> rows = findings.valueStream().toList();
        if (rows.isEmpty()) {
            output.say("All is well: %d applications.".formatted(applications.size()));
        }
        output.list(rows, "what", "where", "number", "why", "mend");
        return rows.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void statement(ArrayNode findings, JsonNode application) {
        String status = application.path("status").asText();
        if (!status.equals("ACTIVE")) {
            String id = application.path("application_id").asText();
            finding(findings, "statement " + status, id)
                    .put("why", why(application.path("evidence")))
                    .put("mend", "claviger applications put %s --statement FILE".formatted(id));
        }
    }

    private static void instances(ArrayNode findings, Api api, String application, Status status, String mend) {
        List<JsonNode> found = InstancesCommand.instances(api, application, Optional.of(status));
        if (!found.isEmpty()) {
            finding(findings, "instances " + status, application)
                    .put("number", found.size())
                    .put("why", why(found.getFirst().path("refusal")))
                    .put("mend", mend);
        }
    }

    private static String why(JsonNode reason) {
        return reason.isMissingNode()
                ? "-"
                : "%s: %s at %s"
                        .formatted(
                                reason.path("where").asText(),
                                reason.path("code").asText(),
                                reason.path("seen_at").asText());
    }

    /** A part that this caller may not see is told, and is no finding. */
    private void attempt(ArrayNode findings, String what, Supplier<Stream<ObjectNode>> part) {
        try {
            part.get().forEach(findings::add);
        } catch (SdkException | Failure e) {
            terminal.err().println("not seen: " + what + ", because AWS says: " + e.getMessage());
        }
    }

    private Stream<ObjectNode> queues() {
        ArrayNode findings = JSON.arrayNode();
        try (SqsClient sqs = connection.aws().sqs()) {
            for (DeadLettersCommand.Queue queue : DeadLettersCommand.Queue.values()) {
                String name = "claviger-%s-%s".formatted(connection.stage(), queue.deadLetters());
                String number = DeadLettersCommand.number(sqs, Aws.queue(sqs, name));
                if (!number.equals("0")) {
                    finding(findings, "dead letters", name)
                            .put("number", number)
                            .put("mend", "claviger dead-letters show " + queue);
                }
            }
        }
        return findings.valueStream().map(ObjectNode.class::cast);
    }

    private Stream<ObjectNode> alarms() {
        ArrayNode findings = JSON.arrayNode();
        try (CloudWatchClient cloudWatch = connection.aws().cloudWatch()) {
            cloudWatch
                    .describeAlarmsPaginator(
                            request -> request.alarmNamePrefix("claviger-%s-".formatted(connection.stage()))
                                    .stateValue(StateValue.ALARM))
                    .metricAlarms()
                    .forEach(alarm -> alarm(findings, alarm));
        }
        return findings.valueStream().map(ObjectNode.class::cast);
    }

    private static void alarm(ArrayNode findings, MetricAlarm alarm) {
        finding(findings, "alarm", alarm.alarmName())
                .put("why", alarm.stateReason())
                .put("mend", alarm.alarmDescription());
    }

    private static ObjectNode finding(ArrayNode findings, String what, String where) {
        return findings.addObject().put("what", what).put("where", where);
    }
}
