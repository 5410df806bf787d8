package io.claviger.api.identity;

import java.util.Locale;

/** The groups of callers, strongest first. */
public enum Group {
    /** Staff: every application. */
    OPERATOR,

    /** A programmer's server that speaks for the devices of one application. */
    BACKEND,

    /** One app on one device, for itself alone. */
    APP;

    /** Claviger's own name of the group, which is also its name in tokens unless the settings give another. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
