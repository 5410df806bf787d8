package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Problem;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.InstanceView;
import io.claviger.core.instance.Instances;
import io.claviger.core.vault.TwoStorageVault;

/** {@code GET /v1/applications/{applicationId}/instances/{instanceId}}. */
record ShowInstanceRoute(Instances instances, TwoStorageVault vault) implements Route {
    @Override
    public Answer answer(Request request) {
        return instances
                .read(request.instance())
                .instance()
                .map(instance -> Answer.ok(InstanceView.of(instance, vault::storageOf)))
                .orElseGet(() -> Answer.of(Problem.notFound()));
    }
}
