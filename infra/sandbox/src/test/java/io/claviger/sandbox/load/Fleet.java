package io.claviger.sandbox.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Many app instances over few connections. */
final class Fleet {
    private static final int CONNECTIONS = 64;
    private static final int TICK_MS = 10;

    private final Vertx vertx;
    private final HttpClient http;
    private final String registration;
    private final List<String> forms = Collections.synchronizedList(new ArrayList<>());

    Fleet(Vertx vertx, int port, String statement) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost("localhost")
                .setDefaultPort(port)
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(100_000));
        this.registration =
                new JsonObject().put("software_statement", statement).encode();
    }

    Result register(int clients) {
        return flatOut(
                clients,
                () -> call("/o/client/register", "application/json", registration)
                        .onSuccess(body -> {
                            var credentials = body.toJsonObject();
                            forms.add("grant_type=client_credentials&client_id=" + credentials.getString("client_id")
                                    + "&client_secret=" + credentials.getString("client_secret"));
                        }));
    }

    Result tokensFlatOut(int calls) {
        return flatOut(calls, this::token);
    }

    /** Requests tokens at a steady rate, without waiting for earlier responses. */
    Result tokens(int aSecond, int seconds) {
        var measured = new Measured();
        int calls = aSecond * seconds;
        var sent = new AtomicInteger();
        var all = new CompletableFuture<Void>();
        vertx.setPeriodic(TICK_MS, timer -> {
            double due = (System.nanoTime() - measured.start) / 1e9 * aSecond;
            while (sent.get() < Math.min(calls, due)) {
                sent.incrementAndGet();
                measured.measure(this::token).onComplete(done -> {
                    if (measured.finished() == calls) {
                        all.complete(null);
                    }
                });
            }
            if (sent.get() == calls) {
                vertx.cancelTimer(timer);
            }
        });
        all.join();
        return measured.result();
    }

    private Result flatOut(int calls, Supplier<Future<Buffer>> call) {
        var measured = new Measured();
        var begun = new AtomicInteger();
        var all = new CompletableFuture<Void>();
        for (int i = 0; i < CONNECTIONS; i++) {
            next(calls, call, measured, begun, all);
        }
        all.join();
        return measured.result();
    }

    private static void next(
            int calls,
            Supplier<Future<Buffer>> call,
            Measured measured,
            AtomicInteger begun,
            CompletableFuture<Void> all) {
        if (begun.incrementAndGet() <= calls) {
            measured.measure(call).onComplete(done -> {
                if (measured.finished() == calls) {
                    all.complete(null);
                } else {
                    next(calls, call, measured, begun, all);
                }
            });
        }
    }

    private Future<Buffer> token() {
        var form = forms.get(ThreadLocalRandom.current().nextInt(forms.size()));
        return call("/o/client/token", "application/x-www-form-urlencoded", form);
    }

    private Future<Buffer> call(String path, String contentType, String body) {
        return http.request(HttpMethod.POST, path)
                .compose(request ->
                        request.putHeader("Content-Type", contentType).send(body))
                .compose(response -> response.statusCode() == 201
                        ? response.body()
                        : Future.failedFuture("status " + response.statusCode()));
    }

    private static final class Measured {
        private final long start = System.nanoTime();
        private final double cpuAtStart = cpuSeconds();
        private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        private final AtomicLong failed = new AtomicLong();

        Future<Buffer> measure(Supplier<Future<Buffer>> call) {
            long begun = System.nanoTime();
            return call.get().onComplete(done -> {
                if (done.failed()) {
                    failed.incrementAndGet();
                }
                nanos.add(System.nanoTime() - begun);
            });
        }

        int finished() {
            return nanos.size();
        }

        Result result() {
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Result(
                    seconds,
                    cpuSeconds() - cpuAtStart,
                    failed.get(),
                    nanos.stream().sorted().toList());
        }

        private static double cpuSeconds() {
            return ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toNanos()
                    / 1e9;
        }
    }
}
