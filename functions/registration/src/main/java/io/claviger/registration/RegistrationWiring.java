package io.claviger.registration;

import io.claviger.api.Api;
import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.CoolDown;
import io.claviger.core.refresh.RecheckCredentials;
import io.claviger.core.registration.AdoptCredentials;
import io.claviger.core.registration.ClientRegistrar;
import io.claviger.core.registration.DeregisterInstance;
import io.claviger.core.registration.RegisterApplication;
import io.claviger.core.registration.RegisterInstance;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.registration.RestoreInstance;
import io.claviger.core.revocation.StatementProbe;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vending.CacheExpiryWait;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.Priming;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Composes the registration function. */
@ApplicationScoped
class RegistrationWiring {

    /** No application has this id: priming reads it to connect to the table. */
    private static final ApplicationId PRIMING = new ApplicationId("priming");

    private final Deployment deployment = new Deployment(System.getenv());
    private final Applications applications = deployment.aws().applications();

    @Produces
    @Singleton
    @Startup
    Priming priming(Api api) {
        return Priming.beforeSnapshot(api::prime, () -> applications.find(PRIMING));
    }

    @Produces
    @Singleton
    Api api() {
        SoftwareStatements statements = deployment.aws().softwareStatements();
        Instances instances = deployment.aws().instances();
        CredentialVault vault = deployment.aws().vault();
        RevocationEvidence evidence = deployment.aws().revocationEvidence();
        EventPublisher events = deployment.aws().eventPublisher();
        AuthorizationServer authorizationServer = deployment.authorizationServer();
        RegistrationPolicy policy = deployment.policies().registration();
        Identifiers identifiers = deployment.identifiers();
        Journal journal = deployment.journal();
        InstantSource clock = deployment.clock();
        Pause pause = deployment.pause();
        CacheExpiryWait horizon = new CacheExpiryWait(deployment.policies().memory(), pause);
        CoolDown coolDown = deployment.coolDown();
        ClientRegistrar registrar =
                new ClientRegistrar(instances, vault, authorizationServer, journal, coolDown, clock);
        RestoreInstance restore = new RestoreInstance(instances, vault, events, journal, clock);
        return Api.of(
                deployment,
                RegistrationRoutes.of(
                        applications,
                        instances,
                        new RegisterApplication(
                                applications,
                                statements,
                                instances,
                                registrar,
                                new StatementProbe(authorizationServer, journal),
                                evidence,
                                journal,
                                policy,
                                identifiers,
                                pause,
                                clock),
                        new RegisterInstance(
                                instances,
                                statements,
                                registrar,
                                restore,
                                new RecheckCredentials(
                                        instances, vault, authorizationServer, journal, coolDown, clock),
                                evidence,
                                events,
                                policy,
                                identifiers,
                                pause,
                                clock),
                        new AdoptCredentials(
                                instances,
                                vault,
                                authorizationServer,
                                registrar,
                                events,
                                horizon,
                                policy,
                                identifiers,
                                pause,
                                clock),
                        new DeregisterInstance(instances, vault, events, journal, horizon, policy, clock),
                        restore,
                        clock));
    }
}
