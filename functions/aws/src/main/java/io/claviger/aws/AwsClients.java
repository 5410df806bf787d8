package io.claviger.aws;

import io.claviger.aws.lambda.LambdaInvoker;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients of one function, each made at its first use. Region, credentials and {@code AWS_ENDPOINT_URL} come
 * from the environment. Every call is bounded: at most three attempts, 2 s for an answer to begin, 7 s in all.
 */
public final class AwsClients {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(7);
    private static final Duration INVOCATION = Duration.ofSeconds(5);

    private final Map<String, String> environment;
    private final Optional<URI> standIn;
    private final Lazy<SdkHttpClient> http = new Lazy<>(() -> UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(READ)
            .build());
    private final Lazy<AwsCredentialsProvider> credentials = new Lazy<>(this::credentials);
    private final ConcurrentMap<String, SdkClient> made = new ConcurrentHashMap<>();

    public AwsClients(Map<String, String> environment) {
        this(environment, Optional.empty());
    }

    /** @param standIn answers every call in AWS's place, and gets no credentials */
    public AwsClients(Map<String, String> environment, Optional<URI> standIn) {
        this.environment = Map.copyOf(environment);
        this.standIn = standIn;
    }

    public DynamoDbClient dynamoDb() {
        return (DynamoDbClient) client("dynamoDb", () -> build(DynamoDbClient.builder()));
    }

    public SecretsManagerClient secretsManager() {
        return (SecretsManagerClient) client("secretsManager", () -> build(SecretsManagerClient.builder()));
    }

    public KmsClient kms() {
        return (KmsClient) client("kms", () -> build(KmsClient.builder()));
    }

    public SqsClient sqs() {
        return (SqsClient) client("sqs", () -> build(SqsClient.builder()));
    }

    public EventBridgeClient eventBridge() {
        return (EventBridgeClient) client("eventBridge", () -> build(EventBridgeClient.builder()));
    }

    /** Made anew. Each invocation has five seconds to begin its answer: it waits for a function of the programmer's. */
    public LambdaInvoker lambda() {
        return new LambdaInvoker(
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(INVOCATION)
                        .build(),
                credentials.get(),
                standIn.or(() ->
                        Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")).map(URI::create)),
                Optional.ofNullable(environment.get("AWS_SDK_UA_APP_ID")));
    }

    /**
     * A supplier of a certain client would load that client's class, even if it is never called. Not every function has
     * every client in its zip.
     */
    private SdkClient client(String name, Supplier<SdkClient> making) {
        return made.computeIfAbsent(name, _ -> making.get());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C build(B builder) {
        String region = environment.get("AWS_REGION");
        if (region != null) {
            builder.region(Region.of(region));
        }
        standIn.ifPresent(builder::endpointOverride);
        return builder.httpClient(http.get())
                .credentialsProvider(credentials.get())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(RetryMode.STANDARD)
                        .apiCallTimeout(CALL)
                        .build())
                .build();
    }

    /**
     * Lambda offers its role's credentials in one of two places, the first with SnapStart. This skips the SDK's
     * search.
     */
    private AwsCredentialsProvider credentials() {
        if (standIn.isPresent()) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
        }
        if (environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
            return ContainerCredentialsProvider.create();
        }
        if (environment.containsKey("AWS_ACCESS_KEY_ID")) {
            return EnvironmentVariableCredentialsProvider.create();
        }
        return DefaultCredentialsProvider.builder().build();
    }
}
