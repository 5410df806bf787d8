package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import java.security.SecureRandom;

/** The value that CloudFormation generates by the options of {@code GenerateSecretString} that the template uses. */
final class GeneratedSecret {
    private static final String LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPERCASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String NUMBERS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final int DEFAULT_LENGTH = 32;

    private GeneratedSecret() {}

    /** The object {@code SecretStringTemplate} with a random text as its member {@code GenerateStringKey}. */
    static String of(JsonNode options) {
        String characters = LOWERCASE
                + NUMBERS
                + (options.path("ExcludeUppercase").asBoolean() ? "" : UPPERCASE)
                + (options.path("ExcludePunctuation").asBoolean() ? "" : PUNCTUATION);
        String excluded = options.path("ExcludeCharacters").asText();
        int[] allowed = characters
                .chars()
                .filter(character -> excluded.indexOf(character) < 0)
                .toArray();
        StringBuilder text = new StringBuilder();
        new SecureRandom()
                .ints(options.path("PasswordLength").asInt(DEFAULT_LENGTH), 0, allowed.length)
                .forEach(index -> text.append((char) allowed[index]));
        ObjectNode secret = JsonNodes.object();
        JsonNodes.parse(options.path("SecretStringTemplate").asText("{}"))
                .ifPresent(template ->
                        template.properties().forEach(member -> secret.set(member.getKey(), member.getValue())));
        return secret.put(options.path("GenerateStringKey").asText(), text.toString())
                .toString();
    }
}
