package io.claviger.local.template;

import java.net.URI;
import java.util.Optional;

/**
 * The account and region that a stack is deployed into.
 *
 * @param aws the address of the AWS endpoint; queue addresses begin with it
 */
public record AwsEnvironment(String account, String region, String stackName, URI aws) {

    /** The account that ElasticMQ uses, in the region us-east-1. */
    public static AwsEnvironment local(URI aws) {
        return new AwsEnvironment("000000000000", "us-east-1", "claviger", aws);
    }

    /** The value of one of CloudFormation's pseudo parameters, except {@code AWS::NoValue}. */
    Optional<String> pseudoParameter(String name) {
        return switch (name) {
            case "AWS::AccountId" -> Optional.of(account);
            case "AWS::Region" -> Optional.of(region);
            case "AWS::StackName" -> Optional.of(stackName);
            case "AWS::Partition" -> Optional.of("aws");
            default -> Optional.empty();
        };
    }

    /** The address of a queue, by its ARN. */
    public String queueUrl(String arn) {
        String[] parts = arn.split(":", -1);
        return aws + "/" + parts[4] + "/" + parts[5];
    }

    /** An ARN in this account and region. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
