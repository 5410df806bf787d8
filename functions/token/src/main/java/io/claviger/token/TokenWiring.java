package io.claviger.token;

import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.refresh.RefreshToken;
import io.claviger.core.vending.CacheExpiryWait;
import io.claviger.core.vending.ReportRejectedToken;
import io.claviger.core.vending.TokenCache;
import io.claviger.core.vending.VendToken;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.Priming;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Composes the token function. */
@ApplicationScoped
class TokenWiring {

    /** No instance has this key: priming reads it to connect to the table. */
    private static final InstanceKey PRIMING = InstanceKey.parse("priming#priming");

    private final Deployment deployment = new Deployment(System.getenv());
    private final Instances instances = deployment.aws().instances();

    @Produces
    @Singleton
    @Startup
    Priming priming(Api api) {
        return Priming.beforeSnapshot(api::prime, () -> instances.read(PRIMING));
    }

    @Produces
    @Singleton
    Api api() {
        RevocationEvidence evidence = deployment.aws().revocationEvidence();
        RefreshToken refreshToken =
                deployment.refreshToken(instances, deployment.aws().vault(), evidence);
        Duration trust = deployment.policies().memory();
        TokenCache memory = new TokenCache(trust, deployment.clock());
        VendToken vendToken = new VendToken(
                instances,
                refreshToken,
                deployment.aws().refreshQueue(),
                memory,
                deployment.journal(),
                deployment.policies().refresh(),
                deployment.pause(),
                deployment.clock());
        ReportRejectedToken reportRejectedToken = new ReportRejectedToken(
                instances, memory, new CacheExpiryWait(trust, deployment.pause()), evidence, deployment.clock());
        return Api.of(
                deployment,
                Map.of(
                        Endpoint.VEND,
                        new VendRoute(vendToken, deployment.journal(), deployment.clock()),
                        Endpoint.REPORT_REJECTED,
                        new ReportRejectedRoute(reportRejectedToken)));
    }
}
