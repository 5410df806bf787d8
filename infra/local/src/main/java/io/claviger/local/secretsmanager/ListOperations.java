package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.JsonNodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The operations that tell about secrets without their values. */
final class ListOperations {
    private final SecretStore store;

    ListOperations(SecretStore store) {
        this.store = store;
    }

    JsonNode describeSecret(JsonNode request) {
        StoredSecret secret = store.required(Requests.secretId(request));
        ObjectNode answer = description(secret);
        answer.set("VersionIdsToStages", labelled(secret));
        return answer;
    }

    JsonNode listSecrets(JsonNode request) {
        List<StoredSecret> found = new ArrayList<>();
        boolean withDeleted = request.path("IncludePlannedDeletion").asBoolean(false);
        for (StoredSecret secret : store.all()) {
            if ((withDeleted || secret.deletion().isEmpty()) && SecretFilter.matches(request.path("Filters"), secret)) {
                found.add(secret);
            }
        }
        if (request.path("SortOrder").asText("asc").equals("desc")) {
            Collections.reverse(found);
        }
        ObjectNode answer = JsonNodes.object();
        ArrayNode page = answer.putArray("SecretList");
        for (StoredSecret secret : page(found, request, answer)) {
            ObjectNode entry = description(secret);
            entry.set("SecretVersionsToStages", labelled(secret));
            page.add(entry);
        }
        return answer;
    }

    JsonNode listSecretVersionIds(JsonNode request) {
        StoredSecret secret = store.required(Requests.secretId(request));
        boolean withDeprecated = request.path("IncludeDeprecated").asBoolean(false);
        List<SecretVersion> found = secret.versions().stream()
                .filter(version -> withDeprecated || !version.stages().isEmpty())
                .toList();
        ObjectNode answer = ValueOperations.answer(secret);
        ArrayNode page = answer.putArray("Versions");
        for (SecretVersion version : page(found, request, answer)) {
            ObjectNode entry = page.addObject()
                    .put("VersionId", version.id())
                    .put("CreatedDate", Dates.seconds(version.created()));
            entry.set("VersionStages", ValueOperations.stages(version));
            Optional.ofNullable(version.lastAccessed())
                    .ifPresent(when -> entry.put("LastAccessedDate", Dates.seconds(when)));
        }
        return answer;
    }

    private static <T> List<T> page(List<T> all, JsonNode request, ObjectNode answer) {
        int start = start(request);
        int end = Math.min(all.size(), start + Requests.maxResults(request));
        if (end < all.size()) {
            answer.put("NextToken", Integer.toString(end));
        }
        return all.subList(Math.min(start, end), end);
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

    private static ObjectNode description(StoredSecret secret) {
        ObjectNode description = ValueOperations.answer(secret)
                .put("CreatedDate", Dates.seconds(secret.created()))
                .put("LastChangedDate", Dates.seconds(secret.changed()));
        secret.description().ifPresent(text -> description.put("Description", text));
        secret.keyId().ifPresent(key -> description.put("KmsKeyId", key));
        secret.accessed().ifPresent(day -> description.put("LastAccessedDate", Dates.seconds(day)));
        secret.deletion().ifPresent(when -> description.put("DeletedDate", Dates.seconds(when)));
        secret.rotation().ifPresent(rotation -> {
            description.put("RotationEnabled", true).put("RotationLambdaARN", rotation.function());
            rotation.last().ifPresent(when -> description.put("LastRotatedDate", Dates.seconds(when)));
            if (rotation.afterDays() > 0) {
                description.putObject("RotationRules").put("AutomaticallyAfterDays", rotation.afterDays());
            }
        });
        description.set("Tags", Tags.of(secret));
        return description;
    }

    private static ObjectNode labelled(StoredSecret secret) {
        ObjectNode versions = JsonNodes.object();
        for (SecretVersion version : secret.versions()) {
            if (!version.stages().isEmpty()) {
                versions.set(version.id(), ValueOperations.stages(version));
            }
        }
        return versions;
    }
}
