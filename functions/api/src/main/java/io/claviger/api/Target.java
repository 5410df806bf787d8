package io.claviger.api;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.instance.InstanceId;
import java.util.Map;
import java.util.Optional;

/** The ids in a path. */
record Target(Optional<ApplicationId> application, Optional<InstanceId> instance) {

    /** @throws io.claviger.core.credentials.InvalidInput if an id is malformed */
    static Target of(Map<String, String> pathParameters) {
        return new Target(
                Optional.ofNullable(pathParameters.get("applicationId")).map(ApplicationId::new),
                Optional.ofNullable(pathParameters.get("instanceId")).map(InstanceId::chosen));
    }
}
