package io.claviger.keysetrotation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.claviger.aws.AwsClients;
import io.claviger.aws.sealing.KeysetCopy;
import io.claviger.aws.sealing.KeysetRotationSteps;
import jakarta.inject.Named;
import java.util.Map;

/**
 * Performs Secrets Manager's four rotation steps, one for each invocation. The event has Secrets Manager's members
 * {@code Step}, {@code SecretId} and {@code ClientRequestToken}.
 */
@Named("keyset-rotation")
public class KeysetRotationFunction implements RequestHandler<Map<String, String>, String> {
    private final KeysetRotationSteps steps = steps(System.getenv());

    /** With {@code KMS_KEY_ARN}, {@code APPLICATIONS_TABLE} and {@code STAGE}, which {@code template.yaml} sets. */
    private static KeysetRotationSteps steps(Map<String, String> environment) {
        AwsClients clients = new AwsClients(environment);
        KeysetCopy copy = new KeysetCopy(
                clients::dynamoDb,
                clients::kms,
                setting(environment, "APPLICATIONS_TABLE"),
                setting(environment, "STAGE"));
        return new KeysetRotationSteps(clients.secretsManager(), copy, setting(environment, "KMS_KEY_ARN"));
    }

    private static String setting(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment variable %s must be set".formatted(name));
        }
        return value;
    }

    /** @throws IllegalArgumentException if the event lacks a member */
    @Override
    public String handleRequest(Map<String, String> event, Context context) {
        String step = member(event, "Step");
        steps.perform(step, member(event, "SecretId"), member(event, "ClientRequestToken"));
        return step;
    }

    private static String member(Map<String, String> event, String name) {
        String value = event.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a rotation event must have a " + name);
        }
        return value;
    }
}
