package io.claviger.aws.testing;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A Secrets Manager over HTTP, given as {@code -Dclaviger.contract.endpoint=http://localhost:PORT}. */
public final class SecretsManagerEndpoint {
    public static final String PROPERTY = "claviger.contract.endpoint";

    private SecretsManagerEndpoint() {}

    public static SecretsManagerClient client(SdkHttpClient http) {
        return SecretsManagerClient.builder()
                .endpointOverride(URI.create(System.getProperty(PROPERTY)))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http)
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD))
                .build();
    }
}
