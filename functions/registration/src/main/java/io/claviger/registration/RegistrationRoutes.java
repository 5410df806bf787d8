package io.claviger.registration;

import io.claviger.api.Endpoint;
import io.claviger.api.Route;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.ports.Stores;
import io.claviger.core.usecases.UseCases;
import java.time.InstantSource;
import java.util.Map;

/** The routes of the registration function. */
final class RegistrationRoutes {
    private RegistrationRoutes() {}

    static Map<Endpoint, Route> of(Stores stores, InstanceList list, UseCases useCases, InstantSource clock) {
        return Map.of(
                Endpoint.STORE_APPLICATION, new StoreApplicationRoute(useCases.storeApplication(), clock),
                Endpoint.LIST_APPLICATIONS, new ListApplicationsRoute(stores.applications()),
                Endpoint.SHOW_APPLICATION, new ShowApplicationRoute(stores.applications()),
                Endpoint.LIST_INSTANCES, new ListInstancesRoute(list),
                Endpoint.REGISTER, new RegisterRoute(useCases.registerInstance(), clock),
                Endpoint.ADOPT, new AdoptRoute(useCases.adoptCredentials(), clock),
                Endpoint.SHOW_INSTANCE, new ShowInstanceRoute(stores.instances()),
                Endpoint.DEREGISTER, new DeregisterRoute(useCases.deregisterInstance()),
                Endpoint.RESTORE, new RestoreRoute(useCases.restoreInstance(), clock));
    }
}
