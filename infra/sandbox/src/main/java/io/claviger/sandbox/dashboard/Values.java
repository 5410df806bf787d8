package io.claviger.sandbox.dashboard;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists of text as a person or a JSON body gives them. */
final class Values {
    private static final int MAX = 1_000;
    private static final int LONGEST = 1_000;

    private Values() {}

    static List<String> of(String member, @Nullable List<String> given, List<String> otherwise) {
        if (given == null) {
            return otherwise;
        }
        if (given.size() > MAX || given.stream().anyMatch(Values::isUnusable)) {
            throw new IllegalArgumentException(
                    member + " must be a list of at most 1,000 texts of 1 to 1,000 characters each");
        }
        return given.stream().map(String::strip).distinct().toList();
    }

    private static boolean isUnusable(@Nullable String value) {
        return Objects.isNull(value) || value.isBlank() || value.length() > LONGEST;
    }
}
