package io.claviger.cli;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS account of a deployment, with the operator's own rights. {@code AWS_ENDPOINT_URL} names another AWS, as for
 * every SDK.
 */
record Aws(Optional<String> profile, Optional<String> region) {

    static AwsCredentialsProvider credentials(Optional<String> profile) {
        DefaultCredentialsProvider.Builder builder = DefaultCredentialsProvider.builder();
        profile.ifPresent(builder::profileName);
        return builder.build();
    }

    static String region(Optional<String> profile) {
        DefaultAwsRegionProviderChain.Builder builder = DefaultAwsRegionProviderChain.builder();
        profile.ifPresent(builder::profileName);
        try {
            return builder.build().getRegion().id();
        } catch (SdkClientException _) {
            throw new Failure(ExitCode.USAGE, "no AWS region is known: give --region, or set AWS_REGION");
        }
    }

    CloudFormationClient cloudFormation() {
        return built(CloudFormationClient.builder());
    }

    CloudWatchClient cloudWatch() {
        return built(CloudWatchClient.builder());
    }

    SecretsManagerClient secretsManager() {
        return built(SecretsManagerClient.builder());
    }

    SqsClient sqs() {
        return built(SqsClient.builder());
    }

    /** @throws Failure if the stack {@code claviger-STAGE} has no such output */
    String stackOutput(String stage, String output) {
        try (CloudFormationClient client = cloudFormation()) {
            return client.describeStacks(request -> request.stackName("claviger-" + stage)).stacks().stream()
                    .flatMap(stack -> stack.outputs().stream())
                    .filter(found -> found.outputKey().equals(output))
                    .map(Output::outputValue)
                    .findFirst()
                    .orElseThrow(() -> new Failure(
                            ExitCode.USAGE,
                            "the stack claviger-%s has no output %s: give --url".formatted(stage, output)));
        }
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C built(B builder) {
        return builder.region(Region.of(region.orElseGet(() -> region(profile))))
                .credentialsProvider(credentials(profile))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** The queue's address by its name. */
    static String queue(SqsClient sqs, String name) {
        return sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
    }
}
