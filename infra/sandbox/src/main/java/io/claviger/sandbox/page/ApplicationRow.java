package io.claviger.sandbox.page;

import io.claviger.sandbox.dashboard.RegisteredApplication;
import java.util.Locale;

/**
 * A registered application.
 *
 * @param clients how many clients it has
 * @param viewers how many viewers are signed in with them
 */
public record ApplicationRow(RegisteredApplication application, long clients, long viewers) {
    /** {@code programmer} or {@code channel}. */
    public String level() {
        return application.level().name().toLowerCase(Locale.ROOT);
    }
}
