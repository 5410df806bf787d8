package io.claviger.registration;

import io.claviger.api.Api;
import io.claviger.api.Endpoint;
import io.claviger.api.PrimingCalls;
import io.claviger.api.Route;
import io.claviger.api.TrustedProxySettings;
import io.claviger.api.identity.IdentitySettings;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.Priming;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Composes the registration function. */
@Singleton
class RegistrationWiring {

    /** No application has this id: priming reads it to connect to the table. */
    private static final ApplicationId PRIMING = new ApplicationId("priming");

    private final Deployment deployment;
    private final Applications applications;

    RegistrationWiring(Deployment deployment) {
        this.deployment = deployment;
        this.applications = deployment.aws().applications();
    }

    @Produces
    @Singleton
    @Startup
    Priming priming(Api api) {
        return Priming.beforeSnapshot(
                api::prime,
                () -> applications.find(PRIMING),
                () -> deployment.aws().instances().sealSample(),
                this::rehearse);
    }

    private void rehearse() {
        try (PrimingCalls calls = PrimingCalls.to(deployment, RegistrationWiring::routes)) {
            RegistrationPriming.register(calls);
        }
    }

    @Produces
    @Singleton
    Api api(IdentitySettings identity, TrustedProxySettings proxy) {
        return Api.of(identity, proxy, deployment.clock(), routes(deployment));
    }

    private static Map<Endpoint, Route> routes(Deployment deployment) {
        return RegistrationRoutes.of(
                deployment.aws(),
                deployment.aws().instanceList(),
                deployment.useCases(),
                deployment.aws().enrolmentHook(),
                deployment.clock());
    }
}
