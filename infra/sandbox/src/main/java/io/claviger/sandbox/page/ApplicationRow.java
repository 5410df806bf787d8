package io.claviger.sandbox.page;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import java.util.Locale;

/**
 * A registered application as the page shows it.
 *
 * @param clients how many were made with its statement
 */
public record ApplicationRow(RegisteredApplication application, long clients) {
    /** {@code programmer} or {@code channel}. */
    public String level() {
        return application.level().name().toLowerCase(Locale.ROOT);
    }
}
