package io.claviger.tokenrefresh;

import static io.claviger.aws.settings.Bounds.within;

import io.claviger.aws.messages.MessageJson;
import io.claviger.core.refresh.RefreshDueInstance;
import io.claviger.core.refresh.SweepDueInstances;
import io.claviger.core.usecases.UseCases;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.InvocationDeadline;
import io.claviger.runtime.MessageBatch;
import io.claviger.runtime.Priming;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Composes the function that this process runs, the sweep or the worker, and not the other one. */
@Singleton
class TokenRefreshWiring {
    /** Waiting for a turn, Adobe's longest call, and storing its answer. */
    private static final Duration TIME_FOR_ONE = Duration.ofSeconds(20);

    private final UseCases useCases;
    private final TokenRefreshSettings settings;
    private final InvocationDeadline deadline;

    TokenRefreshWiring(Deployment deployment, TokenRefreshSettings settings, InvocationDeadline deadline) {
        this.useCases = deployment.useCases();
        this.settings = settings;
        this.deadline = deadline;
    }

    @Produces
    @Singleton
    @Startup
    Priming priming(Instance<SweepDueInstances> sweep, Instance<MessageBatch> worker) {
        boolean isWorker = settings.handler().filter("worker"::equals).isPresent();
        return isWorker ? Priming.atStart(worker::get) : Priming.atStart(sweep::get);
    }

    @Produces
    @Singleton
    SweepDueInstances sweepDueInstances() {
        return useCases.sweepDueInstances();
    }

    @Produces
    @Singleton
    MessageBatch dueInstances() {
        RefreshDueInstance refreshDueInstance = useCases.refreshDueInstance();
        int concurrency =
                within("WORKER_CONCURRENCY", settings.workerConcurrency().orElse(5), 1, 10);
        return new MessageBatch(
                Executors.newFixedThreadPool(concurrency),
                deadline,
                TIME_FOR_ONE,
                body -> refreshDueInstance.refresh(MessageJson.instance(body)));
    }
}
