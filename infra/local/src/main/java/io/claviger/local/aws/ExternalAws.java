package io.claviger.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.ExistingArns;
import io.claviger.local.template.TemplateException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Another AWS behind the local endpoint, which adds the faults that tests ask for. It has the template's resources. */
public final class ExternalAws implements ExistingArns {
    private final Forwarding aws;
    private final AwsCaller caller;

    public ExternalAws(URI address, String region) {
        this.aws = new Forwarding(address);
        this.caller = new AwsCaller(Map.of("sqs", aws, "secretsmanager", aws, "kms", aws), region);
    }

    /** @param events gets every event, too, because the other AWS does not show events */
    public Map<String, AwsService> services(AwsService events) {
        AwsService recordedEvents = (call, request) -> {
            events.handle(call, request);
            return aws.handle(call, request);
        };
        return Map.of("dynamodb", aws, "sqs", aws, "secretsmanager", aws, "kms", aws, "events", recordedEvents);
    }

    /** ARNs of secrets and keys hold random characters, and queues may be in another account: all are asked for. */
    @Override
    public Optional<String> find(String type, String name) {
        try {
            return switch (type) {
                case "AWS::SecretsManager::Secret" -> Optional.of(secretArn(name));
                case "AWS::SQS::Queue" -> Optional.of(queueArn(name));
                case "AWS::KMS::Key" -> Optional.of(keyArn(name));
                default -> Optional.empty();
            };
        } catch (AwsError refused) {
            throw new TemplateException(name, "the other AWS answers " + refused.code() + ": " + refused.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The local system is stopping", stopping);
        }
    }

    private String secretArn(String name) throws InterruptedException {
        return caller.call(
                        "secretsmanager", "DescribeSecret", JsonNodes.object().put("SecretId", name))
                .path("ARN")
                .asText();
    }

    private String keyArn(String alias) throws InterruptedException {
        JsonNode aliases = caller.call("kms", "ListAliases", JsonNodes.object().put("Limit", 100))
                .path("Aliases");
        for (JsonNode each : aliases) {
            if (each.path("AliasName").asText().equals(alias)) {
                String key = "key/" + each.path("TargetKeyId").asText();
                return each.path("AliasArn").asText().replace(alias, key);
            }
        }
        throw new AwsError("NotFoundException", "there is no " + alias);
    }

    private String queueArn(String name) throws InterruptedException {
        String url = caller.call("sqs", "GetQueueUrl", JsonNodes.object().put("QueueName", name))
                .path("QueueUrl")
                .asText();
        ObjectNode question = JsonNodes.object().put("QueueUrl", url);
        question.putArray("AttributeNames").add("QueueArn");
        return caller.call("sqs", "GetQueueAttributes", question)
                .at("/Attributes/QueueArn")
                .asText();
    }
}
