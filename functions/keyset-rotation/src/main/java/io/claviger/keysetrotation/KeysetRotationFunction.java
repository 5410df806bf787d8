package io.claviger.keysetrotation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.claviger.aws.AwsClients;
import io.claviger.aws.sealing.KeysetRotationSteps;
import jakarta.inject.Named;
import java.util.Map;

/**
 * Performs Secrets Manager's four rotation steps, one for each invocation. The event has Secrets Manager's members
 * {@code Step}, {@code SecretId} and {@code ClientRequestToken}.
 */
@Named("keyset-rotation")
public class KeysetRotationFunction implements RequestHandler<Map<String, String>, String> {
    private final KeysetRotationSteps steps = new KeysetRotationSteps(new AwsClients(System.getenv()).secretsManager());

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
