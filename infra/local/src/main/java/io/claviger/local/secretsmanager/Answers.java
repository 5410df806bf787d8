package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.http.JsonNodes;
import java.math.BigDecimal;
import java.time.Instant;

/** The members that several operations answer with. */
final class Answers {
    private Answers() {}

    /** The secret's ARN and name. */
    static ObjectNode of(StoredSecret secret) {
        return JsonNodes.object().put("ARN", secret.arn()).put("Name", secret.name());
    }

    /** {@code GetSecretValue}'s answer for one version. */
    static ObjectNode value(StoredSecret secret, String versionId, SecretVersion version) {
        ObjectNode answer = of(secret).put("VersionId", versionId);
        answer.put(version.value().member(), version.value().content());
        secret.stagesOf(versionId).forEach(answer.putArray("VersionStages")::add);
        return answer.put("CreatedDate", seconds(version.created()));
    }

    /** All that is told about a secret, without a value. */
    static ObjectNode description(StoredSecret secret) {
        ObjectNode answer = of(secret)
                .put("CreatedDate", seconds(secret.created()))
                .put("LastChangedDate", seconds(secret.changed()));
        secret.description().ifPresent(text -> answer.put("Description", text));
        secret.keyId().ifPresent(key -> answer.put("KmsKeyId", key));
        secret.deletion().ifPresent(when -> answer.put("DeletedDate", seconds(when)));
        secret.rotation().ifPresent(rotation -> {
            answer.put("RotationEnabled", true).put("RotationLambdaARN", rotation.function());
            rotation.last().ifPresent(when -> answer.put("LastRotatedDate", seconds(when)));
            answer.putObject("RotationRules").put("AutomaticallyAfterDays", rotation.afterDays());
        });
        ArrayNode tags = answer.putArray("Tags");
        secret.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return answer;
    }

    /** The ids of the versions that have staging labels, each with its labels. */
    static ObjectNode stages(StoredSecret secret) {
        ObjectNode versions = JsonNodes.object();
        secret.stages()
                .forEach((stage, versionId) -> versions.withArray(versionId).add(stage));
        return versions;
    }

    /** A time in AWS's JSON protocol: seconds since the epoch, with milliseconds after the point. */
    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
