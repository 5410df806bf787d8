package io.claviger.sandbox.load;

import io.claviger.sandbox.Sandbox;
import io.claviger.sandbox.SandboxOptions;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registers 100,000 clients, requests 1,000 tokens a second, requests tokens as fast as it can, and prints the figures. Sandbox and
 * callers share one process and its cores, so the figures are conservative.
 */
public final class LoadRun {
    private static final int CLIENTS = Integer.getInteger("claviger.load.clients", 100_000);
    private static final int TOKENS_A_SECOND = 1_000;
    private static final int STEADY_SECONDS = Integer.getInteger("claviger.load.seconds", 30);

    private static final @Nullable Path DATA = Optional.ofNullable(System.getProperty("claviger.sandbox.data"))
            .map(Path::of)
            .orElse(null);

    private LoadRun() {}

    /** Runs. */
    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        try (var sandbox = Sandbox.start(SandboxOptions.onAnyPort().withData(DATA))) {
            var application = sandbox.createApplication("Fleet");
            var fleet = new Fleet(vertx, sandbox.baseUri().getPort(), sandbox.softwareStatement(application.id()));

            System.out.printf("cores: %d%n", Runtime.getRuntime().availableProcessors());
            print("register", fleet.register(CLIENTS));
            print("tokens, 1,000 a second", fleet.tokens(TOKENS_A_SECOND, STEADY_SECONDS));
            print("tokens, flat out", fleet.tokensFlatOut(CLIENTS));
            System.out.printf("clients: %,d; heap in use: %,d MB%n", sandbox.clientCount(), usedMegabytes());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void print(String what, Result result) {
        System.out.printf(
                "%s: %,d calls in %.1f s (%,.0f a second), %d failed; ms: median %.1f, 99 %% %.1f, longest %.1f; CPU ms a call: %.2f%n",
                what,
                result.calls(),
                result.seconds(),
                result.calls() / result.seconds(),
                result.failed(),
                result.millisAt(0.5),
                result.millisAt(0.99),
                result.millisAt(1),
                result.cpuSeconds() * 1_000 / result.calls());
    }

    private static long usedMegabytes() {
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
