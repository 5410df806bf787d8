package io.claviger.local.lambda;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Stops a process between invocations and lets it go on for the next one, as Lambda freezes and thaws an execution
 * environment: no thread of the process runs meanwhile, and connections grow old.
 *
 * @param kill kill(2) of the C library
 * @param stop the number of SIGSTOP
 * @param go the number of SIGCONT
 * @param watch a shell that lets every process go on once this system has ended, even if it was killed: each process
 *     then sees the end of its standard input and ends, too
 */
record Freezer(MethodHandle kill, int stop, int go, Process watch) implements AutoCloseable {
    private static final String WATCH = "while read pid; do pids=\"$pids $pid\"; done; kill -CONT $pids 2>/dev/null";

    /** Empty where processes are not frozen: on Windows, and with the property {@code claviger.local.freeze=false}. */
    @SuppressWarnings("restricted")
    static Optional<Freezer> ofSystemProperty() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if ("false".equals(System.getProperty("claviger.local.freeze")) || system.contains("windows")) {
            return Optional.empty();
        }
        boolean linux = system.contains("linux");
        Linker linker = Linker.nativeLinker();
        MethodHandle kill = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        try {
            Process watch = new ProcessBuilder("sh", "-c", WATCH).start();
            return Optional.of(new Freezer(kill, linux ? 19 : 17, linux ? 18 : 19, watch));
        } catch (IOException impossible) {
            throw new UncheckedIOException("The shell cannot be started", impossible);
        }
    }

    /** Takes a process that will be frozen. */
    synchronized void add(Process process) {
        try {
            watch.getOutputStream().write((process.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            watch.getOutputStream().flush();
        } catch (IOException broken) {
            throw new UncheckedIOException("The shell has ended", broken);
        }
    }

    void freeze(Process process) {
        signal(process, stop);
    }

    void thaw(Process process) {
        signal(process, go);
    }

    @Override
    public void close() {
        watch.destroy();
    }

    private void signal(Process process, int signal) {
        // The number of an ended process may belong to another one by now.
        if (process.isAlive()) {
            try {
                int ignored = (int) kill.invokeExact((int) process.pid(), signal);
            } catch (Throwable impossible) {
                throw new IllegalStateException("kill(2) cannot be called", impossible);
            }
        }
    }
}
