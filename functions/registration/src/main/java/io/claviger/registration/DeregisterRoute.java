package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.StorageProblem;
import io.claviger.api.view.InstanceView;
import io.claviger.core.instance.Instance;
import io.claviger.core.registration.DeregisterInstance;
import io.claviger.core.registration.DeregisterInstance.DeregisterResult;
import io.claviger.core.storage.StorageFailure;
import java.time.Duration;

/** {@code DELETE /v1/applications/{applicationId}/instances/{instanceId}}. */
record DeregisterRoute(DeregisterInstance deregisterInstance) implements Route {
    @Override
    public Answer answer(Request request) {
        return switch (deregisterInstance.deregister(request.instance())) {
            case DeregisterResult.Deregistered(Instance instance, var _) -> Answer.accepted(InstanceView.of(instance));
            case DeregisterResult.NoSuchInstance _ -> Answer.of(Problem.notFound());
            case DeregisterResult.InProgress _ -> Answer.of(Problem.registrationInProgress());
            case DeregisterResult.Unavailable(StorageFailure failure) -> StorageProblem.of(failure, Duration.ZERO);
        };
    }
}
