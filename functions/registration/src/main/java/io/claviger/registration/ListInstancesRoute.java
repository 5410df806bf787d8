package io.claviger.registration;

import io.claviger.api.Answer;
import io.claviger.api.Paging;
import io.claviger.api.Request;
import io.claviger.api.Route;
import io.claviger.api.view.InstanceView;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.instance.InstanceList;
import io.claviger.core.vault.TwoStorageVault;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/applications/{applicationId}/instances}. */
record ListInstancesRoute(InstanceList instances, TwoStorageVault vault) implements Route {
    private static final List<String> STATUSES =
            List.of("UNREGISTERED", "REGISTERING", "ACTIVE", "SUSPECT", "QUARANTINED", "DEREGISTERED");

    @Override
    public Answer answer(Request request) {
        Optional<String> status = request.query("status");
        if (status.filter(name -> !STATUSES.contains(name)).isPresent()) {
            throw new InvalidInput("status must be one of " + String.join(", ", STATUSES));
        }
        Paging paging = Paging.of(request);
        return Answer.ok(InstanceView.page(
                instances.page(request.application(), status, paging.limitOrDefault(), paging.next()),
                vault::storageOf));
    }
}
