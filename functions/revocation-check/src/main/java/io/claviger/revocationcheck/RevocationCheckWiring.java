package io.claviger.revocationcheck;

import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.core.revocation.CheckEvidence;
import io.claviger.core.revocation.CheckRevocation;
import io.claviger.core.usecases.UseCases;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.Environment;
import io.claviger.runtime.MessageBatch;
import io.claviger.runtime.Priming;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/** Composes the revocation check. */
@Singleton
class RevocationCheckWiring {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Deployment deployment = new Deployment(System.getenv());
    private final UseCases useCases = deployment.useCases(callInterval(deployment.environment()), MAX_WAIT);

    @Produces
    @Singleton
    @Startup
    Priming priming(Instance<ScheduledCheck> scheduled, Instance<MessageBatch> evidence, Instance<Api> api) {
        return Priming.atStart(scheduled::get, evidence::get, api::get);
    }

    @Produces
    @Singleton
    CheckRevocation checkRevocation() {
        return useCases.checkRevocation();
    }

    /** {@code CHECK_CALLS_PER_SECOND}. Adobe's throttling page allows one call a second for one address; checks use half. */
    private static Duration callInterval(Environment environment) {
        return Duration.ofSeconds(1).dividedBy(environment.number("CHECK_CALLS_PER_SECOND", 1, 1, 100));
    }

    @Produces
    @Singleton
    ScheduledCheck scheduledCheck(CheckRevocation checkRevocation) {
        return new ScheduledCheck(
                deployment.aws().applications(), checkRevocation, deployment.journal(), deployment.clock());
    }

    /** One message at a time, because parallel checks would only wait for each other's turn at Adobe. */
    @Produces
    @Singleton
    MessageBatch evidence() {
        CheckEvidence checkEvidence = useCases.checkEvidence();
        return new MessageBatch(Executors.newSingleThreadExecutor(), body -> {
            EvidenceMessage message = EvidenceMessage.parse(body);
            checkEvidence.follow(message.instance(), message.seenAt());
        });
    }

    @Produces
    @Singleton
    Api api(CheckRevocation checkRevocation) {
        return Api.of(
                deployment, Map.of(Endpoint.CHECK_REVOCATION, new CheckRoute(checkRevocation, deployment.clock())));
    }
}
