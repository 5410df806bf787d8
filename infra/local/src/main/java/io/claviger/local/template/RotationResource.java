package io.claviger.local.template;

import java.util.Set;

/**
 * An {@code AWS::SecretsManager::RotationSchedule}. It is recorded with the secret, so that {@code RotateSecret} knows its function;
 * nothing here runs for so many days that it would run by the clock.
 *
 * @param secret the secret's name or ARN
 * @param function the rotation function's ARN
 * @param afterDays how often; 0 if a schedule expression says when
 */
public record RotationResource(String logicalId, String secret, String function, int afterDays) {
    static final Set<String> IGNORED = Set.of("RotateImmediatelyOnUpdate", "ExternalSecretRotationMetadata");

    static RotationResource read(String logicalId, Section properties) {
        properties.knowing(Set.of("SecretId", "RotationLambdaARN", "RotationRules"), Set.of());
        Section rules = properties
                .at("RotationRules")
                .knowing(Set.of("AutomaticallyAfterDays"), Set.of("Duration", "ScheduleExpression"));
        return new RotationResource(
                logicalId,
                properties.required("SecretId"),
                properties.required("RotationLambdaARN"),
                rules.integer("AutomaticallyAfterDays", 0));
    }
}
