package io.claviger.local.template;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** What {@code Ref} and {@code Fn::GetAtt} answer for a resource, by its type. */
final class PhysicalNames {
    private static final Map<String, String> GIVEN_BY = Map.of(
            "AWS::DynamoDB::Table", "TableName",
            "AWS::SQS::Queue", "QueueName",
            "AWS::SecretsManager::Secret", "Name",
            "AWS::Events::EventBus", "Name",
            "AWS::Serverless::Function", "FunctionName",
            "AWS::Logs::LogGroup", "LogGroupName",
            "AWS::SNS::Topic", "TopicName",
            "AWS::IAM::Role", "RoleName",
            "AWS::KMS::Alias", "AliasName");

    private final AwsEnvironment awsEnvironment;

    PhysicalNames(AwsEnvironment awsEnvironment) {
        this.awsEnvironment = awsEnvironment;
    }

    /** The property in which the template may name a resource of that type. */
    static Optional<String> nameProperty(String type) {
        return Optional.ofNullable(GIVEN_BY.get(type));
    }

    /** The name CloudFormation would make up, without its random ending: one stack, one machine, no clash. */
    String generated(String logicalId) {
        return awsEnvironment.stackName() + "-" + logicalId;
    }

    String ref(String type, String logicalId, String name) {
        return switch (type) {
            case "AWS::SQS::Queue" -> awsEnvironment.aws() + "/" + awsEnvironment.account() + "/" + name;
            case "AWS::SecretsManager::Secret" -> secretArn(name);
            case "AWS::SNS::Topic" -> awsEnvironment.arn("sns", name);
            case "AWS::Serverless::HttpApi" -> logicalId.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }

    String attribute(String type, String logicalId, String name, String attribute, String where) {
        String found = type + "." + attribute;
        return switch (found) {
            case "AWS::DynamoDB::Table.Arn" -> awsEnvironment.arn("dynamodb", "table/" + name);
            case "AWS::SQS::Queue.Arn" -> awsEnvironment.arn("sqs", name);
            case "AWS::SQS::Queue.QueueName",
                    "AWS::Events::EventBus.Name",
                    "AWS::SNS::Topic.TopicName",
                    "AWS::KMS::Key.KeyId" -> name;
            case "AWS::SQS::Queue.QueueUrl", "AWS::SecretsManager::Secret.Id", "AWS::SNS::Topic.TopicArn" ->
                ref(type, logicalId, name);
            case "AWS::Events::EventBus.Arn" -> awsEnvironment.arn("events", "event-bus/" + name);
            case "AWS::Events::Rule.Arn" -> awsEnvironment.arn("events", "rule/" + name);
            case "AWS::Serverless::Function.Arn" -> awsEnvironment.arn("lambda", "function:" + name);
            case "AWS::KMS::Key.Arn" -> awsEnvironment.arn("kms", "key/" + name);
            case "AWS::Logs::LogGroup.Arn" -> awsEnvironment.arn("logs", "log-group:" + name + ":*");
            case "AWS::IAM::Role.Arn" -> "arn:aws:iam::" + awsEnvironment.account() + ":role/" + name;
            case "AWS::Serverless::HttpApi.ApiEndpoint" -> awsEnvironment.api().toString();
            default ->
                throw new TemplateException(
                        where,
                        "GetAtt " + logicalId + "." + attribute + " of a resource of type " + type
                                + " is not understood");
        };
    }

    /** Secrets Manager ends an ARN with six random characters; these follow from the name, so that they outlive a restart. */
    private String secretArn(String name) {
        return awsEnvironment.arn("secretsmanager", "secret:" + name + "-" + secretSuffix(name));
    }

    static String secretSuffix(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(sum.getValue(), 6);
    }
}
