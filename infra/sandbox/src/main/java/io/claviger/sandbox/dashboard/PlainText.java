package io.claviger.sandbox.dashboard;

import java.util.function.IntPredicate;

/** Checks a text that the dashboard shows. */
final class PlainText {
    private PlainText() {}

    /**
     * The text without white space around it.
     *
     * @throws IllegalArgumentException for characters that cannot be shown, or that show the text in another order
     */
    static String of(String member, String value) {
        refuse(member, "control characters", value, Character::isISOControl);
        refuse(member, "half of a surrogate pair", value, PlainText::isSurrogate);
        refuse(member, "bidirectional overrides", value, PlainText::isBidirectionalOverride);
        return value.strip();
    }

    private static void refuse(String member, String what, String value, IntPredicate isRefused) {
        if (value.codePoints().anyMatch(isRefused)) {
            throw new IllegalArgumentException(member + " must not contain " + what);
        }
    }

    /** {@link String#codePoints} joins pairs, so that what is left stands alone. */
    private static boolean isSurrogate(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    /** The embeddings, overrides and isolates of Unicode Standard Annex 9, section 2. */
    private static boolean isBidirectionalOverride(int character) {
        return (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    }
}
