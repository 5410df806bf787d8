package io.claviger.local.template;

import java.net.URI;
import java.util.Optional;

/**
 * The account, region and addresses that a stack is deployed into.
 *
 * @param aws where the AWS endpoint is; queue addresses begin with it
 * @param api where the HTTP API is served
 */
public record AwsEnvironment(String account, String region, String stackName, URI aws, URI api) {

    /** The account that ElasticMQ uses, in the region us-east-1. */
    public static AwsEnvironment local(URI aws, URI api) {
        return new AwsEnvironment("000000000000", "us-east-1", "claviger", aws, api);
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

    /** An ARN in this account and region. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
