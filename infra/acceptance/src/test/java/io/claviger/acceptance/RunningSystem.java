package io.claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the local system once for all test classes, on free ports. It resolves parameters of type {@link Claviger}, and
 * fails a class during which an event is not as described, or a function logs a warning or an error, except with
 * {@link InjectsAwsFaults}.
 */
final class RunningSystem implements ParameterResolver, AfterAllCallback {

    /** The system, which JUnit closes after the last test. */
    private record Started(LocalSystem system, Claviger claviger, FunctionLogs logs) implements AutoCloseable {
        static Started of(LocalSystem system) {
            Claviger claviger =
                    new Claviger(system.api(), system.iam(), system.sandbox().baseUri(), system.aws());
            return new Started(system, claviger, new FunctionLogs(claviger));
        }

        @Override
        public void close() {
            system.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Claviger.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return started(context).claviger();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        EventContract.check(started(context).claviger());
        List<String> warnings = started(context).logs().newWarnings();
        if (!context.getRequiredTestClass().isAnnotationPresent(InjectsAwsFaults.class)) {
            assertThat(warnings).isEmpty();
        }
    }

    private static Started started(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RunningSystem.class))
                .computeIfAbsent("system", _ -> start(), Started.class);
    }

    private static Started start() {
        try {
            return Started.of(
                    LocalSystem.start(HookCommand.playedIn(LocalOptions.onFreePorts(Path.of("../../template.yaml")))));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the local system was starting", e);
        }
    }
}
