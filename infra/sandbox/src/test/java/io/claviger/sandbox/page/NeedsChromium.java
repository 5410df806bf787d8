package io.claviger.sandbox.page;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the browser tests on a machine without Chromium, and prints one line about it. */
public final class NeedsChromium implements ExecutionCondition {
    /** The path of Debian's package, or the property {@code claviger.chromium}. */
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
        System.out.printf("Skipped the browser tests: no Chromium at %s (Debian: apt install chromium)%n", missing);
        return missing;
    }
}
