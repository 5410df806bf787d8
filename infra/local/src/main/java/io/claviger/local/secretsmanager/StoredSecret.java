package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.claviger.local.aws.AwsError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A secret with its versions. {@link SecretFile} keeps the annotated members. */
final class StoredSecret {
    static final String CURRENT = "AWSCURRENT";
    private static final String PREVIOUS = "AWSPREVIOUS";

    @JsonProperty
    private final String name;

    @JsonProperty
    private final String arn;

    @JsonProperty
    private final Instant created;

    @JsonProperty
    private Instant changed;

    @JsonProperty
    private @Nullable String description;

    @JsonProperty
    private @Nullable String keyId;

    @JsonProperty
    private @Nullable Instant deletion;

    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Map<String, SecretVersion> versions = new LinkedHashMap<>();
    private final Map<String, String> stages = new LinkedHashMap<>();
    private @Nullable Rotation rotation;

    /**
     * How the secret is rotated.
     *
     * @param afterDays days between two rotations
     * @param last when it was last rotated; empty if it never was
     */
    record Rotation(String function, long afterDays, Optional<Instant> last) {
        Rotation done(Instant when) {
            return new Rotation(function, afterDays, Optional.of(when));
        }
    }

    @JsonCreator
    StoredSecret(
            @JsonProperty("name") String name,
            @JsonProperty("arn") String arn,
            @JsonProperty("created") Instant created) {
        this.name = name;
        this.arn = arn;
        this.created = created;
        this.changed = created;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    Instant changed() {
        return changed;
    }

    void touch(Instant when) {
        changed = when;
    }

    Optional<String> description() {
        return Optional.ofNullable(description);
    }

    void describe(String text) {
        description = text;
    }

    Optional<String> keyId() {
        return Optional.ofNullable(keyId);
    }

    void encryptWith(String key) {
        keyId = key;
    }

    /** When it ceases to exist; empty if its deletion is not scheduled. */
    Optional<Instant> deletion() {
        return Optional.ofNullable(deletion);
    }

    void scheduleDeletion(@Nullable Instant when) {
        deletion = when;
    }

    Optional<Rotation> rotation() {
        return Optional.ofNullable(rotation);
    }

    void rotate(Rotation how) {
        rotation = how;
    }

    @JsonProperty
    Map<String, String> tags() {
        return tags;
    }

    /** The versions by their ids. */
    @JsonProperty
    Map<String, SecretVersion> versions() {
        return versions;
    }

    /** The ids of versions by their staging labels: a label is on one version at most. */
    @JsonProperty
    Map<String, String> stages() {
        return stages;
    }

    List<String> stagesOf(String versionId) {
        return stages.keySet().stream()
                .filter(stage -> versionId.equals(stages.get(stage)))
                .toList();
    }

    /** @throws AwsError if there is no such version */
    SecretVersion version(String id) {
        return Optional.ofNullable(versions.get(id))
                .orElseThrow(() -> new AwsError(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret value for VersionId: " + id));
    }

    /** Moves a label to a version. The version that loses {@code AWSCURRENT} becomes {@code AWSPREVIOUS}. */
    void label(String versionId, String stage) {
        String before = stages.put(stage, versionId);
        if (stage.equals(CURRENT) && before != null && !before.equals(versionId)) {
            stages.put(PREVIOUS, before);
        }
    }
}
