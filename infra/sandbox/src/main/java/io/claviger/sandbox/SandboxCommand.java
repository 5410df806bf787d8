package io.claviger.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a sandbox until the process ends. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "An Adobe Pass authorization server and TVE Dashboard to develop against.")
public final class SandboxCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "${sys:claviger.sandbox.port:-8090}",
            description = "TCP port on the loopback address, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port = SandboxOptions.DEFAULT_PORT;

    @Option(
            names = "--throttle",
            fallbackValue = "true",
            defaultValue = "${sys:claviger.sandbox.throttle:-false}",
            description = "Start with Adobe's throttle on: 1 call a second for each device, and a burst of 10.")
    private boolean throttle;

    @Option(
            names = "--claviger",
            defaultValue = "${sys:claviger.sandbox.claviger:-" + Option.NULL_VALUE + "}",
            description = "Base URI of Claviger's local system, to show it on the page.")
    private @Nullable URI claviger;

    @Option(
            names = "--data",
            defaultValue = "${sys:claviger.sandbox.data:-" + Option.NULL_VALUE + "}",
            description = "Folder that stores applications, custom schemes, clients, viewers and keys, unencrypted "
                    + "(default: everything is in memory).")
    private @Nullable Path data;

    private SandboxCommand() {}

    /** Runs a sandbox; {@code --help} shows the arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SandboxCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        var options = SandboxOptions.usual()
                .withPort(port)
                .withThrottle(throttle)
                .withClaviger(claviger)
                .withData(data);
        try (var sandbox = Sandbox.start(options)) {
            System.out.printf("The sandbox is up. Open %s/ in a browser; Ctrl-C stops it.%n", sandbox.baseUri());
            new CountDownLatch(1).await();
        } catch (IllegalStateException e) {
            System.err.println("The sandbox cannot start: " + e.getMessage());
            return 1;
        }
        return 0;
    }
}
