package io.claviger.sandbox.page;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import java.util.Locale;

/**
 * A registered application.
 *
 * @param clients how many clients it has
 */
public record ApplicationRow(RegisteredApplication application, long clients) {
    /** {@code programmer} or {@code channel}. */
    public String level() {
        return application.level().name().toLowerCase(Locale.ROOT);
    }
}
