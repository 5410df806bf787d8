package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Messages that failed five times. */
@Command(name = "dead-letters", description = "Shows, redrives and throws away messages that failed five times.")
final class DeadLettersCommand {
    private static final String QUEUE = "${COMPLETION-CANDIDATES}.";

    /** SQS gives at most ten messages in one answer. */
    private static final int SHOWN = 10;

    enum Queue {
        /** Renewals. */
        refresh,
        /** Evidence of a revocation. */
        evidence;

        /** The name, without {@code claviger-STAGE-}, of the queue that the messages come from. */
        String source() {
            return switch (this) {
                case refresh -> "refresh";
                case evidence -> "revocation-evidence";
            };
        }

        String deadLetters() {
            return source() + "-dead-letters";
        }
    }

    @Command(
            name = "show",
            description = "Shows how many dead letters there are, and some of them. They stay in their queue.")
    int show(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "QUEUE", description = QUEUE) Queue queue) {
        try (SqsClient sqs = connection.aws().sqs()) {
            String url = url(sqs, connection, queue);
            output.say(counted(number(sqs, url)));
            List<JsonNode> rows = new ArrayList<>();
            sqs.receiveMessage(request ->
                            request.queueUrl(url).visibilityTimeout(0).maxNumberOfMessages(SHOWN))
                    .messages()
                    .forEach(message -> rows.add(row(message)));
            output.list(rows, "message_id", "body");
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "redrive",
            description = "Sends all dead letters back to the queue that they came from. Repair the cause first.")
    int redrive(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "QUEUE", description = QUEUE) Queue queue) {
        try (SqsClient sqs = connection.aws().sqs()) {
            String url = url(sqs, connection, queue);
            String number = number(sqs, url);
            String arn = sqs.getQueueAttributes(
                            request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes()
                    .get(QueueAttributeName.QUEUE_ARN);
            sqs.startMessageMoveTask(request -> request.sourceArn(arn));
            output.say("SQS moves %s back.".formatted(counted(number)));
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "purge",
            description = {
                "Throws all dead letters away.",
                "Lost renewals do no harm: the sweep queues again what is still due. Lost evidence delays a revocation check."
            })
    int purge(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "QUEUE", description = QUEUE) Queue queue) {
        try (SqsClient sqs = connection.aws().sqs()) {
            String url = url(sqs, connection, queue);
            confirmation.require("Throws %s away. 0 viewers are signed out.".formatted(counted(number(sqs, url))));
            sqs.purgeQueue(request -> request.queueUrl(url));
            output.say("Done; SQS needs up to a minute.");
        }
        return ExitCode.DONE;
    }

    private static String url(SqsClient sqs, Connection connection, Queue queue) {
        return Aws.queue(sqs, "claviger-%s-%s".formatted(connection.stage(), queue.deadLetters()));
    }

    /** About how many messages are in a queue. */
    static String number(SqsClient sqs, String url) {
        QueueAttributeName number = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(number))
                .attributes()
                .getOrDefault(number, "0");
    }

    static String counted(String number) {
        return number.equals("1") ? "1 dead letter" : number + " dead letters";
    }

    private static JsonNode row(Message message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("message_id", message.messageId())
                .put("body", message.body());
    }
}
