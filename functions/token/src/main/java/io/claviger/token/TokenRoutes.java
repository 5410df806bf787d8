package io.claviger.token;

import io.claviger.api.DeviceRoute;
import io.claviger.api.Endpoint;
import io.claviger.api.Route;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Journal;
import io.claviger.core.usecases.UseCases;
import java.time.InstantSource;
import java.util.Map;

/** The routes of the token function. */
final class TokenRoutes {
    private TokenRoutes() {}

    static Map<Endpoint, Route> of(Instances instances, UseCases useCases, Journal journal, InstantSource clock) {
        Route vend = new VendRoute(useCases.vendToken(), journal, clock);
        Route reportRejected = new ReportRejectedRoute(useCases.reportRejectedToken());
        return Map.of(
                Endpoint.VEND, vend,
                Endpoint.REPORT_REJECTED, reportRejected,
                Endpoint.DEVICE_VEND, vend,
                Endpoint.DEVICE_REPORT_REJECTED, new DeviceRoute(instances, reportRejected),
                Endpoint.WHOAMI, DeviceRoute.whoAmI(instances));
    }
}
