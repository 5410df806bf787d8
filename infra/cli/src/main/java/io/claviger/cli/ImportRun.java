package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Sends the lines of an import, several at a time.
 *
 * @param atFirstVend whether Adobe is not called
 * @param dryRun whether nothing is changed
 * @param parallel how many calls are made at a time
 * @param total the rate of all calls together
 * @param addresses the rate of calls for one device address, where Adobe is called
 */
record ImportRun(
        Api api,
        String application,
        boolean atFirstVend,
        boolean dryRun,
        int parallel,
        Pace total,
        Pace addresses,
        Consumer<RowResult> results) {
    private static final int MAX_TRIES = 8;
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    /** Rows without an address are called for by Claviger's own. */
    private static final String OWN_ADDRESS = "";

    /** @throws Failure if a result could not be kept */
    void run(List<ImportRow> rows) {
        Semaphore calls = new Semaphore(parallel);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<RowResult>> tasks = rows.stream()
                    .<Callable<RowResult>>map(row -> () -> kept(result(row, calls)))
                    .toList();
            for (Future<RowResult> done : workers.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new Failure(ExitCode.PARTLY_DONE, "the journal cannot be written: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.PARTLY_DONE, "interrupted");
        }
    }

    private RowResult kept(RowResult result) {
        results.accept(result);
        return result;
    }

    private RowResult result(ImportRow row, Semaphore calls) {
        try {
            return dryRun ? lookedAt(row, calls) : sent(row, calls);
        } catch (Failure failure) {
            return RowResult.of(row, "not_sent", String.valueOf(failure.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return RowResult.of(row, "not_sent", "interrupted");
        }
    }

    private RowResult lookedAt(ImportRow row, Semaphore calls) throws InterruptedException {
        Reply reply = tried(row, calls, "GET", Api.instance(application, row.instanceId()), Optional.empty());
        if (reply.status() == 404) {
            return RowResult.of(row, "would_adopt", "");
        }
        if (!reply.ok()) {
            return RowResult.of(row, reply);
        }
        String client = reply.body().path("client_id").asText();
        return switch (reply.body().path("status").asText()) {
            case "QUARANTINED", "REGISTERING" -> RowResult.of(row, "would_adopt", "");
            case String status
            when status.equals("DEREGISTERED") || !client.equals(row.clientId()) ->
                RowResult.of(row, "registered_with_another_client", "the instance is " + status);
            default -> RowResult.of(row, "already_adopted", "");
        };
    }

    private RowResult sent(ImportRow row, Semaphore calls) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", row.clientId())
                .put("client_secret", row.clientSecret());
        if (atFirstVend) {
            body.put("prove", "at_first_vend");
        }
        String path = Api.instance(application, row.instanceId()) + "/credentials";
        return RowResult.of(row, tried(row, calls, "PUT", path, Optional.of(body)));
    }

    /** Tries again as long as the answer says that another try may succeed. */
    private Reply tried(ImportRow row, Semaphore calls, String method, String path, Optional<JsonNode> body)
            throws InterruptedException {
        String address = row.deviceAddress().orElse(OWN_ADDRESS);
        for (int tries = 1; ; tries++) {
            if (method.equals("PUT") && !atFirstVend) {
                Thread.sleep(addresses.take(address, System.nanoTime()));
            }
            Thread.sleep(total.take("", System.nanoTime()));
            Reply reply = call(row, calls, method, path, body, tries);
            if (!reply.mayRetry() || tries == MAX_TRIES) {
                return reply;
            }
            Duration backoff = Duration.ofMillis(500L << Math.min(tries, 7));
            Duration wait = reply.retryAfter().orElse(backoff);
            if (reply.status() == 429) {
                addresses.holdBack(address, wait, System.nanoTime());
            }
            Thread.sleep(wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT);
        }
    }

    private Reply call(ImportRow row, Semaphore calls, String method, String path, Optional<JsonNode> body, int tries)
            throws InterruptedException {
        Map<String, String> headers = new HashMap<>();
        row.deviceAddress().ifPresent(address -> headers.put("X-Device-Address", address));
        row.deviceInfo().ifPresent(info -> headers.put("X-Device-Info", info));
        calls.acquire();
        try {
            return api.send(method, path, body, headers);
        } catch (Failure unanswered) {
            if (tries == MAX_TRIES) {
                throw unanswered;
            }
            // As 503: the call may have been done, and is safe to repeat.
            return new Reply(503, JsonNodeFactory.instance.objectNode(), Optional.empty());
        } finally {
            calls.release();
        }
    }
}
