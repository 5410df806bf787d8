package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An {@code AWS::SecretsManager::Secret} whose value CloudFormation generates.
 *
 * @param suffix the six characters that end its ARN
 * @param generateSecretString the options of the value
 */
public record SecretResource(String name, String suffix, Optional<String> description, JsonNode generateSecretString) {

    static SecretResource read(String name, Section properties) {
        return new SecretResource(
                name,
                PhysicalNames.secretSuffix(name),
                properties.text("Description"),
                properties.node("GenerateSecretString"));
    }
}
