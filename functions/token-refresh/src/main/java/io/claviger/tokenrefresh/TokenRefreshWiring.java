package io.claviger.tokenrefresh;

import io.claviger.aws.messages.MessageJson;
import io.claviger.core.instance.Instances;
import io.claviger.core.refresh.Pacer;
import io.claviger.core.refresh.RefreshDueInstance;
import io.claviger.core.refresh.SweepDueInstances;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.MessageBatch;
import io.claviger.runtime.Priming;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Composes the function that this process runs, the sweep or the worker, and not the other one. */
@ApplicationScoped
class TokenRefreshWiring {
    /** Adobe's throttling page: one call a second for one address. */
    private static final Duration CALL_INTERVAL = Duration.ofSeconds(1);

    /** One invocation has time for several such waits and calls; the next sweep queues one that would wait longer. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Deployment deployment = new Deployment(System.getenv());

    /** {@code QUARKUS_LAMBDA_HANDLER} names this process's function. */
    @Produces
    @Singleton
    @Startup
    Priming priming(Instance<SweepDueInstances> sweep, Instance<MessageBatch> worker) {
        boolean isWorker = deployment
                .environment()
                .find("QUARKUS_LAMBDA_HANDLER")
                .filter("worker"::equals)
                .isPresent();
        return isWorker ? Priming.atStart(worker::get) : Priming.atStart(sweep::get);
    }

    @Produces
    @Singleton
    SweepDueInstances sweepDueInstances() {
        return new SweepDueInstances(
                deployment.aws().instances(),
                deployment.aws().refreshQueue(),
                deployment.journal(),
                deployment.environment().number("QUEUE_HOLD_BACK", 10_000, 10, 1_000_000),
                deployment.clock());
    }

    /** {@code WORKER_CONCURRENCY} messages at a time. */
    @Produces
    @Singleton
    MessageBatch dueInstances() {
        Instances instances = deployment.aws().instances();
        RefreshDueInstance refreshDueInstance = new RefreshDueInstance(
                instances,
                deployment.refreshToken(
                        instances, deployment.aws().vault(), deployment.aws().revocationEvidence()),
                new Pacer(deployment.aws().devicePacing(CALL_INTERVAL), MAX_WAIT, deployment.pause()),
                deployment.policies().refresh(),
                deployment.clock());
        int concurrency = deployment.environment().number("WORKER_CONCURRENCY", 4, 1, 10);
        return new MessageBatch(
                Executors.newFixedThreadPool(concurrency),
                body -> refreshDueInstance.refresh(MessageJson.instance(body)));
    }
}
