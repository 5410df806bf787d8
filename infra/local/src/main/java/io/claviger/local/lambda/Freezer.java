package io.claviger.local.lambda;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * Stops a process between invocations and lets it go on for the next one, as Lambda freezes and thaws an execution
 * environment: no thread of the process runs meanwhile, and connections grow old.
 *
 * @param kill kill(2) of the C library; empty where processes are never frozen, as on Windows
 */
record Freezer(Optional<MethodHandle> kill, int stop, int go) {

    /** Freezes unless the system property {@code claviger.local.freeze} is {@code false}. */
    @SuppressWarnings("restricted")
    static Freezer ofSystemProperty() {
        boolean wanted = !"false".equals(System.getProperty("claviger.local.freeze"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (!wanted || system.contains("windows")) {
            return new Freezer(Optional.empty(), 0, 0);
        }
        boolean linux = system.contains("linux");
        Linker linker = Linker.nativeLinker();
        MethodHandle kill = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        return new Freezer(Optional.of(kill), linux ? 19 : 17, linux ? 18 : 19);
    }

    void freeze(Process process) {
        signal(process, stop);
    }

    void thaw(Process process) {
        signal(process, go);
    }

    private void signal(Process process, int signal) {
        // The number of an ended process may belong to another one by now.
        if (kill.isPresent() && process.isAlive()) {
            try {
                int ignored = (int) kill.get().invokeExact((int) process.pid(), signal);
            } catch (Throwable impossible) {
                throw new IllegalStateException("kill(2) cannot be called", impossible);
            }
        }
    }
}
