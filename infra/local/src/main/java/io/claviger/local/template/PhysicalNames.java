package io.claviger.local.template;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** What {@code Ref} and {@code Fn::GetAtt} return for a resource, by its type. */
final class PhysicalNames {
    private static final Map<String, String> NAME_PROPERTIES = Map.of(
            "AWS::DynamoDB::Table", "TableName",
            "AWS::SQS::Queue", "QueueName",
            "AWS::SecretsManager::Secret", "Name",
            "AWS::Events::EventBus", "Name",
            "AWS::Serverless::Function", "FunctionName");

    private final AwsEnvironment awsEnvironment;
    private final ExistingArns existing;

    PhysicalNames(AwsEnvironment awsEnvironment, ExistingArns existing) {
        this.awsEnvironment = awsEnvironment;
        this.existing = existing;
    }

    /** The property by which the template may name a resource of that type. */
    static Optional<String> nameProperty(String type) {
        return Optional.ofNullable(NAME_PROPERTIES.get(type));
    }

    /** CloudFormation's generated name, without its random ending: one machine runs one stack. */
    String generated(String logicalId) {
        return awsEnvironment.stackName() + "-" + logicalId;
    }

    String reference(String type, String name) {
        return switch (type) {
            case "AWS::SQS::Queue" -> awsEnvironment.queueUrl(queueArn(name));
            case "AWS::SecretsManager::Secret" ->
                existing.find(type, name)
                        .orElseGet(() ->
                                awsEnvironment.arn("secretsmanager", "secret:" + name + "-" + secretSuffix(name)));
            default -> name;
        };
    }

    /** Empty for an attribute that is not understood. */
    Optional<String> attribute(String type, String name, String attribute) {
        return switch (type + "." + attribute) {
            case "AWS::SQS::Queue.Arn" -> Optional.of(queueArn(name));
            case "AWS::SQS::Queue.QueueName" -> Optional.of(name);
            case "AWS::Serverless::Function.Arn" -> Optional.of(awsEnvironment.arn("lambda", "function:" + name));
            case "AWS::ApiGatewayV2::Api.ApiEndpoint" ->
                Optional.of("https://%s.execute-api.amazonaws.com".formatted(name));
            case "AWS::KMS::Key.Arn" ->
                existing.find("AWS::KMS::Key", name)
                        .or(() -> Optional.of(awsEnvironment.arn("kms", "key/" + name.replace("alias/", ""))));
            default -> Optional.empty();
        };
    }

    private String queueArn(String name) {
        return existing.find("AWS::SQS::Queue", name).orElseGet(() -> awsEnvironment.arn("sqs", name));
    }

    /**
     * Secrets Manager ends an ARN with six random characters. These are computed from the name, so that they are the
     * same after a restart.
     */
    static String secretSuffix(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(sum.getValue(), 6);
    }
}
