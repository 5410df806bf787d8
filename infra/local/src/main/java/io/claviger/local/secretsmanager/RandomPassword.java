package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code GetRandomPassword}, and CloudFormation's {@code GenerateSecretString}, which takes the same options. */
final class RandomPassword {
    private static final String LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPERCASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String NUMBERS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final int DEFAULT_LENGTH = 32;
    private static final int MAX_LENGTH = 4096;

    private final SecureRandom random = new SecureRandom();

    JsonNode getRandomPassword(JsonNode request) {
        return JsonNodes.object().put("RandomPassword", generate(request));
    }

    /**
     * The text that {@code GenerateSecretString} makes: the password, or the template with the password under its key.
     *
     * @throws AwsError if the options exclude each other
     */
    String secretString(JsonNode options) {
        String password = generate(options);
        boolean template = options.has("SecretStringTemplate");
        if (template != options.has("GenerateStringKey")) {
            throw new AwsError(
                    "InvalidParameterException", "SecretStringTemplate and GenerateStringKey need each other.");
        }
        if (!template) {
            return password;
        }
        JsonNode base = JsonNodes.parse(options.get("SecretStringTemplate").asText())
                .filter(JsonNode::isObject)
                .orElseThrow(
                        () -> new AwsError("InvalidParameterException", "SecretStringTemplate is not a JSON object."));
        return ((ObjectNode) base)
                .put(options.get("GenerateStringKey").asText(), password)
                .toString();
    }

    private String generate(JsonNode options) {
        int length = number(options);
        String excluded = options.path("ExcludeCharacters").asText();
        List<String> kinds = new ArrayList<>();
        addKind(kinds, LOWERCASE, flag(options, "ExcludeLowercase", false), excluded);
        addKind(kinds, UPPERCASE, flag(options, "ExcludeUppercase", false), excluded);
        addKind(kinds, NUMBERS, flag(options, "ExcludeNumbers", false), excluded);
        addKind(kinds, PUNCTUATION, flag(options, "ExcludePunctuation", false), excluded);
        addKind(kinds, " ", !flag(options, "IncludeSpace", false), excluded);
        if (kinds.isEmpty()) {
            throw new AwsError("InvalidParameterException", "The options leave no character to choose from.");
        }
        List<Character> password = new ArrayList<>();
        if (flag(options, "RequireEachIncludedType", true)) {
            if (kinds.size() > length) {
                throw new AwsError(
                        "InvalidParameterException", "The password length is too short for the required types.");
            }
            kinds.forEach(kind -> password.add(choose(kind)));
        }
        String all = String.join("", kinds);
        while (password.size() < length) {
            password.add(choose(all));
        }
        Collections.shuffle(password, random);
        StringBuilder text = new StringBuilder();
        password.forEach(text::append);
        return text.toString();
    }

    private static int number(JsonNode options) {
        int length = options.path("PasswordLength").asInt(DEFAULT_LENGTH);
        if (length < 1 || length > MAX_LENGTH) {
            throw new AwsError("InvalidParameterException", "PasswordLength must be between 1 and " + MAX_LENGTH + ".");
        }
        return length;
    }

    /** CloudFormation may bring a truth value as text. */
    private static boolean flag(JsonNode options, String name, boolean otherwise) {
        return options.path(name).asBoolean(otherwise);
    }

    private static void addKind(List<String> kinds, String characters, boolean left, String excluded) {
        StringBuilder kept = new StringBuilder();
        if (!left) {
            characters.chars().filter(each -> excluded.indexOf(each) < 0).forEach(each -> kept.append((char) each));
        }
        if (!kept.isEmpty()) {
            kinds.add(kept.toString());
        }
    }

    private char choose(String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
