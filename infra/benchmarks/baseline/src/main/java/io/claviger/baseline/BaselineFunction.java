package io.claviger.baseline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Makes two clients once, and does nothing else. With {@code READS=first} it reads one item and one secret at its first
 * invocation, which any function with a table and a secret needs before it answers; with {@code READS=each} it reads the
 * item at each one.
 */
@Named("baseline")
@Singleton
public class BaselineFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final SecretsManagerClient secretsManager = SecretsManagerClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final String reads = String.valueOf(System.getenv("READS"));
    private boolean read;

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        boolean first = reads.equals("first") && !read;
        if (first || reads.equals("each")) {
            dynamoDb.getItem(item -> item.tableName(System.getenv("APPLICATIONS_TABLE"))
                    .key(Map.of("applicationId", AttributeValue.fromS("none"))));
        }
        if (first) {
            secretsManager.getSecretValue(secret -> secret.secretId(System.getenv("KEYSET_SECRET_ARN")));
            read = true;
        }
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withBody("{}")
                .build();
    }
}
