package io.claviger.api.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The groups of callers, strongest first. */
public enum Group {
    /** Staff: every application. */
    OPERATOR,

    /** A programmer's server that speaks for the devices of one application. */
    BACKEND,

    /** One app on one device, for itself alone. */
    APP;

    /** The group of this name in a token's {@code groups} claim; empty for a group that Claviger does not know. */
    public static Optional<Group> named(String name) {
        return Arrays.stream(values())
                .filter(group -> group.claim().equals(name))
                .findFirst();
    }

    /** The name in a token's {@code groups} claim. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
