package io.claviger.sandbox.page;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves the browser tests out where there is no Chromium, and says so in one line of the build's output. */
public final class NeedsChromium implements ExecutionCondition {
    /** Where Debian's package puts it; the property {@code claviger.chromium} names another place. */
    static final Path CHROMIUM = Path.of(System.getProperty("claviger.chromium", "/usr/bin/chromium"));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Files.isExecutable(CHROMIUM)) {
            return ConditionEvaluationResult.enabled("there is a Chromium");
        }
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(NeedsChromium.class))
                .computeIfAbsent(CHROMIUM, NeedsChromium::sayOnce);
        return ConditionEvaluationResult.disabled("no Chromium at " + CHROMIUM);
    }

    private static Path sayOnce(Path missing) {
        System.out.printf(
                "The browser tests are left out: there is no Chromium at %s (Debian: apt install chromium)%n", missing);
        return missing;
    }
}
