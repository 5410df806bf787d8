package io.claviger.acceptance;

import io.claviger.local.LocalOptions;
import io.claviger.local.LocalSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the local system once for all test classes, on free ports. It resolves parameters of type {@link Claviger}.
 */
final class RunningSystem implements ParameterResolver {

    /** The system, which JUnit closes after the last test. */
    private record Started(LocalSystem system) implements AutoCloseable {
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
        Started started = context.getRoot()
                .getStore(Namespace.create(RunningSystem.class))
                .computeIfAbsent("system", _ -> start(), Started.class);
        return new Claviger(
                started.system().api(),
                started.system().sandbox().baseUri(),
                started.system().aws());
    }

    private static Started start() {
        try {
            return new Started(LocalSystem.start(LocalOptions.onFreePorts(Path.of("../../template.yaml"))));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the local system was starting", e);
        }
    }
}
