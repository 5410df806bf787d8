package io.claviger.acceptance;

import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Kills a function's process just before one of its calls to AWS. Its earlier effects at AWS and Adobe stay, and its
 * memory is lost. Killing it between two calls would have the same result.
 */
record ProcessKiller(Claviger claviger, String function) {

    /** Lets this many of the function's calls pass and holds the next one. */
    void holdAfter(int calls) {
        forget();
        claviger.awsFaults(Map.of("function", function, "skip", calls, "hold", true));
    }

    /** Clears the pending fault. */
    void forget() {
        claviger.awsFaults(Map.of());
    }

    /**
     * Waits until a call is held, and kills the process that made it.
     *
     * @param over returns true once no further call comes
     * @return the call, as {@code service:Operation}; empty if none came
     */
    Optional<String> kill(BooleanSupplier over) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !held().isEmpty() || over.getAsBoolean());
        Optional<String> call = held().stream().findFirst();
        call.ifPresent(_ -> {
            busy().forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
            await().atMost(Duration.ofSeconds(30)).until(() -> held().isEmpty());
        });
        return call;
    }

    private List<String> held() {
        return claviger.local().get("/local/aws-faults").jsonPath().getList("held");
    }

    private List<Long> busy() {
        JsonPath processes = claviger.local().get("/local/processes").jsonPath();
        return processes.getList(
                "findAll { it.logical_id == '" + function + "' && it.state == 'busy' }.pid", Long.class);
    }
}
