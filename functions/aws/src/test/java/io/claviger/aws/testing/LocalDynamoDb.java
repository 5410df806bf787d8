package io.claviger.aws.testing;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import io.claviger.aws.dynamodb.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** AWS's DynamoDB Local, one HTTP server for all clients of this JVM. */
public final class LocalDynamoDb {
    private LocalDynamoDb() {}

    /** Started by the first client. */
    private static final class Server {
        static final URI ENDPOINT = start();
    }

    private static URI start() {
        String port = Integer.toString(freePort());
        try {
            ServerRunner.createServerFromCommandLineArgs(new String[] {"-inMemory", "-disableTelemetry", "-port", port})
                    .start();
            return URI.create("http://localhost:" + port);
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static DynamoDbClient client(SdkHttpClient http, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(Server.ENDPOINT)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http)
                .overrideConfiguration(configuration ->
                        configuration.retryStrategy(RetryMode.STANDARD).executionInterceptors(List.of(interceptors)))
                .build();
    }

    /** Creates two empty tables, as {@code template.yaml} describes them. */
    public static Tables tables(DynamoDbClient client) {
        String suffix = UUID.randomUUID().toString();
        Tables tables = new Tables("applications-" + suffix, "instances-" + suffix);
        client.createTable(request -> request.tableName(tables.applications())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("applicationId", ScalarAttributeType.S))
                .keySchema(key("applicationId", KeyType.HASH)));
        client.createTable(request -> request.tableName(tables.instances())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("instanceKey", ScalarAttributeType.S),
                        attribute("shard", ScalarAttributeType.N),
                        attribute("refreshAt", ScalarAttributeType.N),
                        attribute("statusShard", ScalarAttributeType.S))
                .keySchema(key("instanceKey", KeyType.HASH))
                .globalSecondaryIndexes(
                        index("due", key("shard", KeyType.HASH), key("refreshAt", KeyType.RANGE)),
                        index("status", key("statusShard", KeyType.HASH), key("instanceKey", KeyType.RANGE))));
        return tables;
    }

    private static GlobalSecondaryIndex index(String name, KeySchemaElement... keys) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(keys)
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
