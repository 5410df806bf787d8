package io.claviger.registration;

import io.claviger.api.Endpoint;
import io.claviger.api.Route;
import io.claviger.core.application.Applications;
import io.claviger.core.instance.Instances;
import io.claviger.core.registration.AdoptCredentials;
import io.claviger.core.registration.DeregisterInstance;
import io.claviger.core.registration.RegisterApplication;
import io.claviger.core.registration.RegisterInstance;
import io.claviger.core.registration.RestoreInstance;
import java.time.InstantSource;
import java.util.Map;

/** The routes of the registration function. */
final class RegistrationRoutes {
    private RegistrationRoutes() {}

    static Map<Endpoint, Route> of(
            Applications applications,
            Instances instances,
            RegisterApplication registerApplication,
            RegisterInstance registerInstance,
            AdoptCredentials adoptCredentials,
            DeregisterInstance deregisterInstance,
            RestoreInstance restoreInstance,
            InstantSource clock) {
        return Map.of(
                Endpoint.STORE_APPLICATION, new StoreApplicationRoute(registerApplication, clock),
                Endpoint.LIST_APPLICATIONS, new ListApplicationsRoute(applications),
                Endpoint.SHOW_APPLICATION, new ShowApplicationRoute(applications),
                Endpoint.REGISTER, new RegisterRoute(registerInstance, clock),
                Endpoint.ADOPT, new AdoptRoute(adoptCredentials, clock),
                Endpoint.SHOW_INSTANCE, new ShowInstanceRoute(instances),
                Endpoint.DEREGISTER, new DeregisterRoute(deregisterInstance),
                Endpoint.RESTORE, new RestoreRoute(restoreInstance, clock));
    }
}
