package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service and the operation that a request calls.
 *
 * @param service as in a SigV4 credential scope: {@code dynamodb}, {@code secretsmanager}, {@code sqs}, {@code kms},
 *     {@code events}, {@code lambda}, {@code sts} or another
 * @param operation as in the API reference; empty if the request does not name it
 */
public record AwsCall(String service, String operation) {
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/[0-9]{8}/[^/]+/([^/]+)/aws4_request");
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");

    static Optional<AwsCall> of(HttpRequest request) {
        Optional<String> target = request.header("X-Amz-Target").filter(text -> text.contains("."));
        if (target.isPresent()) {
            String[] parts = target.get().split("\\.", 2);
            Optional<String> service = service(parts[0]).or(() -> scope(request));
            return service.map(name -> new AwsCall(name, parts[1]));
        }
        // Older SDKs use the query protocol for SQS, and every SDK does for STS.
        Matcher action = ACTION.matcher(request.body().toString());
        return scope(request).map(service -> new AwsCall(service, action.find() ? action.group(1) : ""));
    }

    private static Optional<String> scope(HttpRequest request) {
        Matcher scope = SCOPE.matcher(request.header("Authorization").orElse(""));
        return scope.find() ? Optional.of(scope.group(1)) : Optional.empty();
    }

    private static Optional<String> service(String target) {
        return switch (target) {
            case "secretsmanager" -> Optional.of("secretsmanager");
            case "AmazonSQS" -> Optional.of("sqs");
            case "AWSEvents" -> Optional.of("events");
            case "TrentService" -> Optional.of("kms");
            case "DynamoDB_20120810", "DynamoDBStreams_20120810" -> Optional.of("dynamodb");
            default -> Optional.empty();
        };
    }
}
