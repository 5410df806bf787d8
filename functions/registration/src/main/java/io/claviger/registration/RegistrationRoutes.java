package io.claviger.registration;

import io.claviger.api.DeviceRoute;
import io.claviger.api.Endpoint;
import io.claviger.api.Route;
import io.claviger.core.enrolment.EnrolmentHook;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.ports.Stores;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vault.TwoStorageVault;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** The routes of the registration function. */
final class RegistrationRoutes {
    private RegistrationRoutes() {}

    /** @param hook the programmer's own check of a device that enrols */
    static Map<Endpoint, Route> of(
            Stores stores, InstanceList list, UseCases useCases, EnrolmentHook hook, InstantSource clock) {
        TwoStorageVault vault = new TwoStorageVault(stores.storages());
        Route register = new RegisterRoute(useCases.registerInstance(), clock);
        Map<Endpoint, Route> routes = new EnumMap<>(Endpoint.class);
        routes.put(Endpoint.STORE_APPLICATION, new StoreApplicationRoute(useCases.storeApplication(), clock));
        routes.put(Endpoint.LIST_APPLICATIONS, new ListApplicationsRoute(stores.applications()));
        routes.put(Endpoint.SHOW_APPLICATION, new ShowApplicationRoute(stores.applications()));
        routes.put(
                Endpoint.LIST_INSTANCES,
                new OfKnownApplication(stores.applications(), new ListInstancesRoute(list, vault)));
        routes.put(
                Endpoint.MOVE_STORAGE,
                new OfKnownApplication(stores.applications(), new MoveStorageRoute(list, useCases.moveCredentials())));
        routes.put(Endpoint.REGISTER, register);
        routes.put(Endpoint.ADOPT, new AdoptRoute(useCases.adoptCredentials(), clock));
        routes.put(Endpoint.SHOW_INSTANCE, new ShowInstanceRoute(stores.instances(), vault));
        routes.put(Endpoint.DEREGISTER, new DeregisterRoute(useCases.deregisterInstance()));
        routes.put(Endpoint.RESTORE, new RestoreRoute(useCases.restoreInstance(), clock));
        routes.put(Endpoint.ISSUE_ENROLMENT_CODE, new IssueEnrolmentCodeRoute(useCases.issueEnrolmentCode()));
        routes.put(Endpoint.REVOKE_DEVICE_KEY, new RevokeDeviceKeyRoute(useCases.revokeDeviceKey()));
        routes.put(Endpoint.ROTATE_ENROLMENT_KEY, new RotateEnrolmentKeyRoute(useCases.rotateEnrolmentKey()));
        routes.put(Endpoint.REVOKE_ENROLMENT_KEY, new RevokeEnrolmentKeyRoute(useCases.revokeEnrolmentKeys()));
        routes.put(Endpoint.ENROL_DEVICE, new EnrolRoute(useCases.enrolDevice(hook), clock));
        routes.put(Endpoint.DEVICE_REGISTER, new DeviceRoute(stores.instances(), register));
        return routes;
    }
}
