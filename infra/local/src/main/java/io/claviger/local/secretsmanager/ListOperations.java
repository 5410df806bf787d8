package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import java.util.List;

/** The operations that describe secrets without their values. */
final class ListOperations {
    private final SecretStore store;

    ListOperations(SecretStore store) {
        this.store = store;
    }

    JsonNode describeSecret(JsonNode request) {
        StoredSecret secret = store.required(Requests.secretId(request));
        return Answers.description(secret).set("VersionIdsToStages", Answers.stages(secret));
    }

    JsonNode listSecrets(JsonNode request) {
        boolean withDeleted = request.path("IncludePlannedDeletion").asBoolean(false);
        List<StoredSecret> found = store.all().stream()
                .filter(secret -> withDeleted || secret.deletion().isEmpty())
                .filter(secret -> matches(request.path("Filters"), secret))
                .toList();
        int start = start(request);
        int end = Math.min(found.size(), start + Requests.maxResults(request));
        ObjectNode answer = JsonNodes.object();
        answer.putArray("SecretList");
        for (StoredSecret secret : found.subList(Math.min(start, end), end)) {
            ObjectNode entry = Answers.description(secret);
            entry.set("SecretVersionsToStages", Answers.stages(secret));
            answer.withArray("SecretList").add(entry);
        }
        return end < found.size() ? answer.put("NextToken", Integer.toString(end)) : answer;
    }

    private static int start(JsonNode request) {
        try {
            return Requests.text(request, "NextToken")
                    .map(Integer::parseUnsignedInt)
                    .orElse(0);
        } catch (NumberFormatException foreign) {
            throw new AwsError("InvalidNextTokenException", "You provided an invalid NextToken value.");
        }
    }

    /**
     * Of AWS's filters only {@code name}: a value matches names that begin with it, or with {@code !} before it all
     * others.
     */
    private static boolean matches(JsonNode filters, StoredSecret secret) {
        for (JsonNode filter : filters) {
            if (!filter.path("Key").asText().equals("name")) {
                throw new AwsError("ValidationException", "This endpoint filters by name only.");
            }
            if (filter.path("Values").valueStream().noneMatch(value -> matches(value.asText(), secret.name()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String value, String name) {
        return value.startsWith("!") ? !name.startsWith(value.substring(1)) : name.startsWith(value);
    }
}
