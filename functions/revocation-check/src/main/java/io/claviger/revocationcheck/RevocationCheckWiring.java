package io.claviger.revocationcheck;

import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.core.application.Applications;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.refresh.PacedAuthorizationServer;
import io.claviger.core.refresh.Pacer;
import io.claviger.core.revocation.CheckEvidence;
import io.claviger.core.revocation.CheckRevocation;
import io.claviger.core.vending.CacheExpiryWait;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.MessageBatch;
import io.claviger.runtime.Priming;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/** Composes the revocation check. */
@ApplicationScoped
class RevocationCheckWiring {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Deployment deployment = new Deployment(System.getenv());
    private final Applications applications = deployment.aws().applications();
    private final Instances instances = deployment.aws().instances();
    private final EventPublisher events = deployment.aws().eventPublisher();
    private final CacheExpiryWait horizon =
            new CacheExpiryWait(deployment.policies().memory(), deployment.pause());

    @Produces
    @Singleton
    @Startup
    Priming priming(Instance<ScheduledCheck> scheduled, Instance<MessageBatch> evidence, Instance<Api> api) {
        return Priming.atStart(scheduled::get, evidence::get, api::get);
    }

    @Produces
    @Singleton
    CheckRevocation checkRevocation() {
        AuthorizationServer paced = new PacedAuthorizationServer(
                deployment.authorizationServer(),
                new Pacer(deployment.aws().devicePacing(callInterval()), MAX_WAIT, deployment.pause()));
        return new CheckRevocation(
                applications,
                deployment.aws().softwareStatements(),
                instances,
                deployment.aws().vault(),
                paced,
                events,
                deployment.journal(),
                horizon,
                deployment.environment().find("SERVICE_PROVIDER").map(ServiceProvider::new),
                deployment.identifiers(),
                deployment.pause(),
                deployment.clock());
    }

    /** {@code CHECK_CALLS_PER_SECOND}. Adobe's throttling page allows one call a second for one address. */
    private Duration callInterval() {
        return Duration.ofSeconds(1).dividedBy(deployment.environment().number("CHECK_CALLS_PER_SECOND", 1, 1, 100));
    }

    @Produces
    @Singleton
    ScheduledCheck scheduledCheck(CheckRevocation checkRevocation) {
        return new ScheduledCheck(applications, checkRevocation, deployment.journal(), deployment.clock());
    }

    /** One message at a time, because parallel checks would only wait for each other's turn at Adobe. */
    @Produces
    @Singleton
    MessageBatch evidence(CheckRevocation checkRevocation) {
        CheckEvidence checkEvidence = new CheckEvidence(
                instances, checkRevocation, events, deployment.journal(), horizon, deployment.clock());
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
