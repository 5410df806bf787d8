package io.claviger.token;

import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.PrimingCalls;
import io.claviger.api.Route;
import io.claviger.api.TrustedProxySettings;
import io.claviger.api.identity.IdentitySettings;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.Priming;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Composes the token function. */
@Singleton
class TokenWiring {

    /** No instance has this key: priming reads it to connect to the table. */
    private static final InstanceKey PRIMING = InstanceKey.parse("priming#priming");

    private final Deployment deployment;
    private final Instances instances;

    TokenWiring(Deployment deployment) {
        this.deployment = deployment;
        this.instances = deployment.aws().instances();
    }

    @Produces
    @Singleton
    @Startup
    Priming priming(Api api) {
        return Priming.beforeSnapshot(api::prime, () -> instances.find(PRIMING), instances::sealSample, this::rehearse);
    }

    private void rehearse() {
        try (PrimingCalls calls = PrimingCalls.to(deployment, TokenWiring::routes)) {
            TokenPriming.vend(calls);
        }
    }

    @Produces
    @Singleton
    Api api(IdentitySettings identity, TrustedProxySettings proxy) {
        return Api.of(identity, proxy, deployment.clock(), routes(deployment));
    }

    private static Map<Endpoint, Route> routes(Deployment deployment) {
        return TokenRoutes.of(
                deployment.aws().instances(), deployment.useCases(), deployment.journal(), deployment.clock());
    }
}
