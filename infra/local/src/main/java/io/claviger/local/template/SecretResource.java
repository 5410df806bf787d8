package io.claviger.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * An {@code AWS::SecretsManager::Secret}.
 *
 * @param suffix the six characters that end its ARN
 * @param secretString the value, if the template gives one
 * @param generate {@code GenerateSecretString} as the template has it
 */
public record SecretResource(
        String logicalId,
        String name,
        String suffix,
        Optional<String> description,
        Optional<String> secretString,
        Optional<JsonNode> generate) {

    static final Set<String> IGNORED = Set.of("KmsKeyId", "ReplicaRegions", "Tags", "Type");

    static SecretResource read(String logicalId, String name, Section properties) {
        properties.knowing(Set.of("Name", "Description", "SecretString", "GenerateSecretString"), Set.of());
        if (properties.has("SecretString") && properties.has("GenerateSecretString")) {
            throw new TemplateException(properties.where(), "SecretString and GenerateSecretString exclude each other");
        }
        return new SecretResource(
                logicalId,
                name,
                PhysicalNames.secretSuffix(name),
                properties.text("Description"),
                properties.text("SecretString"),
                properties.has("GenerateSecretString")
                        ? Optional.of(properties.at("GenerateSecretString").node())
                        : Optional.empty());
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "SecretResource[" + logicalId + "]";
    }
}
