package io.claviger.api;

import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.Instances;
import java.util.List;

/** Lets a device through to a route if a key of its instance signed its assertion. */
public record DeviceRoute(Instances instances, Route route) implements Route {
    /** Shows an enrolled device how Claviger understands its assertion. */
    public static Route whoAmI(Instances instances) {
        return new DeviceRoute(instances, request -> WhoAmI.of(request.caller()));
    }

    @Override
    public Answer answer(Request request) {
        List<DeviceKey> keys = instances
                .find(request.instance())
                .map(Instance::enrolment)
                .map(Enrolment::keys)
                .orElseGet(List::of);
        if (!request.admission().admits(keys)) {
            throw new ProblemException(Problem.notSigned());
        }
        return route.answer(request);
    }
}
