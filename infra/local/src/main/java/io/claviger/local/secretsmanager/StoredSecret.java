package io.claviger.local.secretsmanager;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A secret with its versions. Staging labels are each on at most one version. */
final class StoredSecret {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    private final String name;
    private final String arn;
    private final Instant created;
    private final Map<String, SecretVersion> versions = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private Instant changed;
    private @Nullable String description;
    private @Nullable String keyId;
    private @Nullable Instant accessed;
    private @Nullable Instant deletion;
    private @Nullable Rotation rotation;

    /**
     * How the secret is rotated.
     *
     * @param afterDays how often; 0 if a schedule expression says when
     * @param last when it was last rotated, if it ever was
     */
    record Rotation(String function, long afterDays, Optional<Instant> last) {
        Rotation done(Instant when) {
            return new Rotation(function, afterDays, Optional.of(when));
        }
    }

    StoredSecret(String name, String arn, Instant created) {
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

    Map<String, String> tags() {
        return tags;
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

    Optional<Instant> accessed() {
        return Optional.ofNullable(accessed);
    }

    void access(Instant day) {
        accessed = day;
    }

    /** When it will be gone, if its deletion is scheduled. */
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

    Collection<SecretVersion> versions() {
        return versions.values();
    }

    Optional<SecretVersion> version(String id) {
        return Optional.ofNullable(versions.get(id));
    }

    Optional<SecretVersion> staged(String stage) {
        return versions.values().stream()
                .filter(version -> version.stages().contains(stage))
                .findFirst();
    }

    void add(SecretVersion version) {
        versions.put(version.id(), version);
    }

    /** Moves a label; the version that loses {@code AWSCURRENT} becomes {@code AWSPREVIOUS}. */
    void move(String stage, SecretVersion to) {
        Optional<SecretVersion> from = staged(stage);
        if (from.isPresent() && from.get() == to) {
            return;
        }
        from.ifPresent(version -> version.stages().remove(stage));
        to.stages().add(stage);
        if (stage.equals(CURRENT) && from.isPresent()) {
            staged(PREVIOUS).ifPresent(version -> version.stages().remove(PREVIOUS));
            from.get().stages().add(PREVIOUS);
        }
    }
}
