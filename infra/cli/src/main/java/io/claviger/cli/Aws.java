package io.claviger.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS account of a deployment, with the operator's own rights. {@code AWS_ENDPOINT_URL} names another AWS, as for
 * every SDK.
 */
record Aws(Optional<String> profile, Optional<String> region) {

    /** A profile that is named wins over credentials in the environment, as it does for the AWS CLI. */
    static AwsCredentialsProvider credentials(Optional<String> profile) {
        return profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
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

    DynamoDbClient dynamoDb() {
        return built(DynamoDbClient.builder());
    }

    SecretsManagerClient secretsManager() {
        return built(SecretsManagerClient.builder());
    }

    SqsClient sqs() {
        return built(SqsClient.builder());
    }

    /** What a stack was deployed with. */
    record Deployed(Map<String, String> parameters, Map<String, String> outputs) {}

    /** @throws Failure if there is no stack {@code claviger-STAGE} */
    Deployed stack(String stage) {
        try (CloudFormationClient client = cloudFormation()) {
            Stack stack = client.describeStacks(request -> request.stackName("claviger-" + stage))
                    .stacks()
                    .getFirst();
            return new Deployed(
                    stack.parameters().stream()
                            .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue)),
                    stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)));
        } catch (CloudFormationException refused) {
            if (!"ValidationError".equals(refused.awsErrorDetails().errorCode())) {
                throw refused;
            }
            throw new Failure(
                    ExitCode.USAGE,
                    "there is no stack claviger-%s in %s: give another --stage, --region or --profile"
                            .formatted(stage, region.orElseGet(() -> region(profile))));
        }
    }

    /** @throws Failure if there is no stack {@code claviger-STAGE}, or it has no such output */
    String stackOutput(String stage, String output) {
        return Optional.ofNullable(stack(stage).outputs().get(output))
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE, "the stack claviger-%s has no output %s: give --url".formatted(stage, output)));
    }

    /** What went wrong, without the SDK's details. */
    static String reason(SdkException failed) {
        if (failed instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            return "%s: %s"
                    .formatted(
                            refused.awsErrorDetails().errorCode(),
                            refused.awsErrorDetails().errorMessage());
        }
        String message = String.valueOf(failed.getMessage());
        if (message.startsWith("Unable to load credentials")) {
            return "no credentials are found: give --profile, or log in to AWS again (aws sso login)";
        }
        return message.startsWith("Profile file contained no credentials")
                ? "the profile is not there or has no credentials: aws configure list-profiles shows yours"
                : message;
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
