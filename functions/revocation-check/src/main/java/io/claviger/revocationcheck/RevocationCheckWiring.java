package io.claviger.revocationcheck;

import static io.claviger.aws.settings.Bounds.within;

import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.TrustedProxySettings;
import io.claviger.api.identity.IdentitySettings;
import io.claviger.core.revocation.CheckRevocation;
import io.claviger.core.revocation.FollowUpRefusal;
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
import java.util.Map;
import java.util.concurrent.Executors;

/** Composes the revocation check. */
@Singleton
class RevocationCheckWiring {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    /** A check waits for another one and for its turns, and makes up to six calls. */
    private static final Duration TIME_FOR_ONE = Duration.ofMinutes(3);

    private final Deployment deployment;
    private final UseCases useCases;
    private final InvocationDeadline deadline;
    private final Duration interval;

    RevocationCheckWiring(Deployment deployment, RevocationCheckSettings settings, InvocationDeadline deadline) {
        int calls = within("CHECK_CALLS_PER_SECOND", settings.callsPerSecond().orElse(1), 1, 100);
        this.interval = Duration.ofMinutes(
                within("REVOCATION_CHECK_MINUTES", settings.minutes().orElse(15), 5, 480));
        this.deployment = deployment;
        this.deadline = deadline;
        this.useCases = deployment.useCases(Duration.ofSeconds(1).dividedBy(calls), MAX_WAIT);
    }

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

    @Produces
    @Singleton
    ScheduledCheck scheduledCheck(CheckRevocation checkRevocation) {
        return new ScheduledCheck(
                deployment.aws().applications(),
                checkRevocation,
                new CountInstances(deployment.aws().instanceList(), deployment.journal()),
                deployment.journal(),
                interval,
                deployment.clock());
    }

    /** One message at a time, because parallel checks would only wait for each other's turn at Adobe. */
    @Produces
    @Singleton
    MessageBatch evidence() {
        FollowUpRefusal followUpRefusal = useCases.followUpRefusal();
        return new MessageBatch(Executors.newSingleThreadExecutor(), deadline, TIME_FOR_ONE, body -> {
            EvidenceMessage message = EvidenceMessage.parse(body);
            followUpRefusal.followUp(message.instance(), message.seenAt());
        });
    }

    @Produces
    @Singleton
    Api api(IdentitySettings identity, TrustedProxySettings proxy, CheckRevocation checkRevocation) {
        return Api.of(
                identity,
                proxy,
                deployment.clock(),
                Map.of(Endpoint.CHECK_REVOCATION, new CheckRoute(checkRevocation, deployment.clock())));
    }
}
