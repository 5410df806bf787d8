package io.claviger.sandbox.faults;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the members of the faults. */
final class FaultChecks {
    private FaultChecks() {}

    static void check(String member, @Nullable Number value, long min, long max) {
        if (value != null && (value.longValue() < min || value.longValue() > max)) {
            throw new IllegalArgumentException("%s must be a whole number from %d to %d".formatted(member, min, max));
        }
    }

    static void checkRate(String member, @Nullable Double rate) {
        if (rate != null && !(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(member + " must be a number from 0 to 1");
        }
    }

    static void checkHeaderValue(String member, @Nullable String value) {
        if (value != null
                && (value.isBlank() || value.length() > 200 || !value.chars().allMatch(c -> c >= ' ' && c < 127))) {
            throw new IllegalArgumentException(member + " must be 1 to 200 printable ASCII characters");
        }
    }

    static @Nullable Set<EndpointName> checkNoNulls(String member, @Nullable Set<EndpointName> endpoints) {
        if (endpoints == null) {
            return null;
        }
        if (endpoints.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(member + " may list register, token and api");
        }
        var sorted = EnumSet.noneOf(EndpointName.class);
        sorted.addAll(endpoints);
        return Collections.unmodifiableSet(sorted);
    }

    static @Nullable List<String> checkTexts(String member, @Nullable List<String> texts) {
        if (texts == null) {
            return null;
        }
        if (texts.stream().anyMatch(text -> Objects.isNull(text) || text.isBlank())) {
            throw new IllegalArgumentException(member + " may list texts that are not blank");
        }
        return List.copyOf(texts);
    }

    static @Nullable List<String> checkPaths(@Nullable List<String> paths) {
        if (paths == null) {
            return null;
        }
        if (!paths.stream().allMatch(FaultChecks::isPath)) {
            throw new IllegalArgumentException(
                    "paths may list register, token, api and prefixes of paths such as /api/v2/");
        }
        return List.copyOf(paths);
    }

    private static boolean isPath(@Nullable String path) {
        return path != null
                && (path.startsWith("/")
                        || Arrays.stream(EndpointName.values())
                                .map(EndpointName::word)
                                .anyMatch(path::equals));
    }
}
