package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.aws.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The filters of {@code ListSecrets}: each must hold, and of its values any may. A value matches by its beginning; an exclamation mark
 * before it turns it round. {@code name} and the tags mind upper and lower case, {@code description} and {@code all} do not.
 */
final class SecretFilter {
    private SecretFilter() {}

    static boolean matches(JsonNode filters, StoredSecret secret) {
        for (JsonNode filter : filters) {
            String key = filter.path("Key").asText();
            List<String> candidates = candidates(key, secret);
            boolean folded = key.equals("description") || key.equals("all");
            boolean any = false;
            for (JsonNode value : filter.path("Values")) {
                any |= matches(value.asText(), candidates, folded);
            }
            if (!any) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String value, List<String> candidates, boolean folded) {
        boolean negated = value.startsWith("!");
        String wanted = negated ? value.substring(1) : value;
        boolean found = candidates.stream().anyMatch(candidate -> startsWith(candidate, wanted, folded));
        return found != negated;
    }

    private static boolean startsWith(String candidate, String wanted, boolean folded) {
        return folded
                ? candidate.toLowerCase(Locale.ROOT).startsWith(wanted.toLowerCase(Locale.ROOT))
                : candidate.startsWith(wanted);
    }

    private static List<String> candidates(String key, StoredSecret secret) {
        List<String> words = new ArrayList<>();
        switch (key) {
            case "name" -> words.add(secret.name());
            case "tag-key" -> words.addAll(secret.tags().keySet());
            case "tag-value" -> words.addAll(secret.tags().values());
            case "description" -> secret.description().ifPresent(text -> words.addAll(words(text)));
            case "primary-region", "owning-service" -> words.add("");
            case "all" -> {
                words.addAll(words(secret.name()));
                words.add(secret.name());
                secret.description().ifPresent(text -> words.addAll(words(text)));
                words.addAll(secret.tags().keySet());
                words.addAll(secret.tags().values());
            }
            default ->
                throw new AwsError(
                        "ValidationException",
                        "1 validation error detected: Value '" + key
                                + "' at 'filters.key' failed to satisfy constraint:"
                                + " Member must satisfy enum value set: [all, name, tag-key, description, tag-value,"
                                + " primary-region, owning-service]");
        }
        return words;
    }

    private static List<String> words(String text) {
        return List.of(text.split("[ /_+=.@!-]+", -1));
    }
}
