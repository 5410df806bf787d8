package io.claviger.sandbox.dashboard;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks the lists of text in a request. */
final class TextLists {
    private static final int MAX_SIZE = 1_000;
    private static final int MAX_LENGTH = 1_000;

    private TextLists() {}

    static List<String> of(String member, @Nullable List<String> given, List<String> otherwise) {
        if (given == null) {
            return otherwise;
        }
        if (given.size() > MAX_SIZE || given.stream().anyMatch(TextLists::isUnusable)) {
            throw new IllegalArgumentException(
                    member + " must be a list of at most 1,000 texts of 1 to 1,000 characters each");
        }
        return given.stream().map(text -> PlainText.of(member, text)).distinct().toList();
    }

    private static boolean isUnusable(@Nullable String value) {
        return Objects.isNull(value) || value.isBlank() || value.length() > MAX_LENGTH;
    }
}
