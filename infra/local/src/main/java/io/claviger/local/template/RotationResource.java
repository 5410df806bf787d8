package io.claviger.local.template;

/**
 * An {@code AWS::SecretsManager::RotationSchedule}. It tells {@code RotateSecret} which function to invoke. The local
 * system starts no rotation by the clock, because it does not run for days.
 *
 * @param secret the secret's name or ARN
 * @param function the rotation function's ARN
 * @param afterDays days between two rotations
 */
public record RotationResource(String secret, String function, int afterDays) {

    static RotationResource read(Section properties) {
        return new RotationResource(
                properties.required("SecretId"),
                properties.required("RotationLambdaARN"),
                properties.at("RotationRules").integer("AutomaticallyAfterDays", 0));
    }
}
