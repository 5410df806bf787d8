package io.claviger.local.lambda;

import io.claviger.local.http.JsonNodes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A function that is not in the template, such as the enrolment hook, played by a command for the shell: it reads the
 * event and prints the answer. The system property {@code claviger.local.function.NAME} is the command.
 */
record CommandFunction(String command) {
    private static final int TIMEOUT_SECONDS = 15;

    static Optional<CommandFunction> named(String name) {
        return Optional.ofNullable(System.getProperty("claviger.local.function." + name))
                .map(CommandFunction::new);
    }

    /** A command that ends with another status than 0, or not in time, is a function that failed. */
    InvocationResult invoke(Buffer event) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .redirectError(Redirect.INHERIT)
                    .start();
            CompletableFuture.delayedExecutor(TIMEOUT_SECONDS, TimeUnit.SECONDS).execute(() -> kill(process));
            write(event, process);
            byte[] answer = process.getInputStream().readAllBytes();
            int status = process.waitFor();
            return status == 0
                    ? new InvocationResult.Returned(Buffer.buffer(answer))
                    : failed("the command ended with status " + status);
        } catch (IOException _) {
            return failed("the command did not start");
        }
    }

    private static void write(Buffer event, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(event.getBytes());
        } catch (IOException _) {
            // A command need not read its event.
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static InvocationResult failed(String message) {
        return new InvocationResult.Failed(
                JsonNodes.object().put("errorType", "CommandFailed").put("errorMessage", message));
    }
}
