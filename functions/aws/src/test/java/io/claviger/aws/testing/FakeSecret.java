package io.claviger.aws.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A secret with its versions and their labels. */
final class FakeSecret {
    static final String CURRENT = "AWSCURRENT";
    private static final String PREVIOUS = "AWSPREVIOUS";
    private static final int MAX_LABELS = 20;

    final Map<String, String> values = new LinkedHashMap<>();
    final Map<String, String> versionByLabel = new HashMap<>();

    @Nullable
    Instant deletion;

    void move(String label, String version) {
        @Nullable String before = versionByLabel.put(label, version);
        if (label.equals(CURRENT) && before != null && !before.equals(version)) {
            versionByLabel.put(PREVIOUS, before);
        }
        if (versionByLabel.size() > MAX_LABELS) {
            throw new IllegalStateException("a secret has at most 20 labels");
        }
        // Secrets Manager deletes versions without a label at some time. The fake deletes them at once.
        values.keySet().removeIf(id -> !versionByLabel.containsValue(id));
    }

    List<String> labels(String version) {
        List<String> labels = new ArrayList<>();
        versionByLabel.forEach((label, id) -> {
            if (id.equals(version)) {
                labels.add(label);
            }
        });
        return labels;
    }
}
