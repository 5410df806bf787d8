package io.claviger.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.QueueResource;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TableResource;
import io.claviger.local.template.TemplateException;
import java.util.List;

/** Creates the template's tables and queues; what is there from an earlier run stays as it is. */
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
        // A queue's dead-letter queue must be there before it.
        for (QueueResource queue : stack.queues()) {
            if (queue.deadLetterQueue().isEmpty()) {
                create(queue);
            }
        }
        for (QueueResource queue : stack.queues()) {
            if (queue.deadLetterQueue().isPresent()) {
                create(queue);
            }
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
            if (List.of(tolerated).contains(refused.code())) {
                return false;
            }
            throw new TemplateException(
                    logicalId, operation + " answers " + refused.code() + ": " + refused.getMessage());
        }
    }
}
