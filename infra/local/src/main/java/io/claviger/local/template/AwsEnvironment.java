package io.claviger.local.template;

import java.net.URI;
import java.util.Optional;

/**
 * What a stack is deployed into: the values of the pseudo-parameters, and the addresses that names are made from.
 *
 * @param aws where the AWS endpoint is, for queue addresses
 * @param api where the HTTP API is served
 */
public record AwsEnvironment(String account, String region, String stackName, URI aws, URI api) {

    /** The account that ElasticMQ speaks for, in a region of the user's choice. */
    public static AwsEnvironment local(URI aws, URI api) {
        return new AwsEnvironment("000000000000", "us-east-1", "claviger", aws, api);
    }

    /** CloudFormation's own parameters, but for {@code AWS::NoValue}, which is no value. */
    Optional<String> pseudoParameter(String name) {
        return switch (name) {
            case "AWS::AccountId" -> Optional.of(account);
            case "AWS::Region" -> Optional.of(region);
            case "AWS::StackName" -> Optional.of(stackName);
            case "AWS::StackId" -> Optional.of(arn("cloudformation", "stack/" + stackName));
            case "AWS::Partition" -> Optional.of("aws");
            case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
            default -> Optional.empty();
        };
    }

    /** An ARN of this account and region. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
