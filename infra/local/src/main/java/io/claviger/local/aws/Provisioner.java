package io.claviger.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.QueueResource;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TableResource;
import io.claviger.local.template.TemplateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Creates the template's tables and queues. A table or queue of an earlier run stays unchanged. */
public final class Provisioner {
    private final AwsCaller aws;

    public Provisioner(AwsCaller aws) {
        this.aws = aws;
    }

    /** @throws TemplateException if a service refuses a resource */
    public void provision(Stack stack) throws InterruptedException {
        for (TableResource table : stack.tables()) {
            create(table);
        }
        List<QueueResource> queues = new ArrayList<>(stack.queues());
        // SQS refuses a queue whose dead-letter queue does not exist yet.
        queues.sort(Comparator.comparing(QueueResource::hasDeadLetterQueue));
        for (QueueResource queue : queues) {
            create(queue);
        }
    }

    private void create(TableResource table) throws InterruptedException {
        if (!call("dynamodb", "CreateTable", table.createTable(), table.logicalId(), "ResourceInUseException")) {
            return;
        }
        if (table.timeToLive().isPresent()) {
            ObjectNode request = JsonNodes.object().put("TableName", table.name());
            request.putObject("TimeToLiveSpecification")
                    .put("Enabled", true)
                    .put("AttributeName", table.timeToLive().get());
            call("dynamodb", "UpdateTimeToLive", request, table.logicalId(), "");
        }
    }

    private void create(QueueResource queue) throws InterruptedException {
        ObjectNode request = JsonNodes.object().put("QueueName", queue.name());
        ObjectNode attributes = request.putObject("Attributes");
        queue.attributes().forEach(attributes::put);
        call("sqs", "CreateQueue", request, queue.logicalId(), "QueueAlreadyExists");
    }

    private boolean call(String service, String operation, ObjectNode request, String logicalId, String tolerated)
            throws InterruptedException {
        try {
            aws.call(service, operation, request);
            return true;
        } catch (AwsError refused) {
            if (tolerated.equals(refused.code())) {
                return false;
            }
            throw new TemplateException(
                    logicalId, operation + " answers " + refused.code() + ": " + refused.getMessage());
        }
    }
}
