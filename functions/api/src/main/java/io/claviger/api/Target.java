package io.claviger.api;

import io.claviger.api.identity.Caller;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.InstanceId;
import java.util.Map;
import java.util.Optional;

/** The ids in a path. */
record Target(Optional<ApplicationId> application, Optional<InstanceId> instance) {
    /** Stands for an app's own instance. */
    private static final String ME = "me";

    /**
     * The ids in a path, or in a device's assertion.
     *
     * @throws io.claviger.core.credentials.InvalidInput if an id is malformed
     * @throws ProblemException if the caller says "me" and has no instance of its own
     */
    static Target of(Map<String, String> pathParameters, Caller caller) {
        if (caller instanceof Caller.EnrolledDevice(var assertion)) {
            return new Target(
                    Optional.of(assertion.instance().application()),
                    Optional.of(assertion.instance().instance()));
        }
        return new Target(
                Optional.ofNullable(pathParameters.get("applicationId")).map(ApplicationId::new),
                Optional.ofNullable(pathParameters.get("instanceId")).map(id -> instance(id, caller)));
    }

    private static InstanceId instance(String id, Caller caller) {
        return id.equals(ME)
                ? caller.instance().orElseThrow(() -> new ProblemException(Problem.notFound()))
                : InstanceId.chosen(id);
    }
}
