package io.claviger.api;

import static io.claviger.api.Group.APP;
import static io.claviger.api.Group.BACKEND;
import static io.claviger.api.Group.OPERATOR;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Every route of the API, and the weakest group that may take it. Whoever may not is told that there is nothing.
 */
public enum Endpoint {
    STORE_APPLICATION("PUT /v1/applications/{applicationId}", OPERATOR),
    LIST_APPLICATIONS("GET /v1/applications", OPERATOR),
    SHOW_APPLICATION("GET /v1/applications/{applicationId}", OPERATOR),
    CHECK_REVOCATION("POST /v1/applications/{applicationId}/revocation-check", OPERATOR),
    REGISTER("PUT /v1/applications/{applicationId}/instances/{instanceId}", APP),
    ADOPT("PUT /v1/applications/{applicationId}/instances/{instanceId}/credentials", BACKEND),
    SHOW_INSTANCE("GET /v1/applications/{applicationId}/instances/{instanceId}", APP),
    VEND("GET /v1/applications/{applicationId}/instances/{instanceId}/token", APP),
    REPORT_REJECTED("POST /v1/applications/{applicationId}/instances/{instanceId}/token/rejected", APP),
    DEREGISTER("DELETE /v1/applications/{applicationId}/instances/{instanceId}", BACKEND),
    RESTORE("POST /v1/applications/{applicationId}/instances/{instanceId}/restore", BACKEND);

    private final String routeKey;
    private final Group weakest;

    Endpoint(String routeKey, Group weakest) {
        this.routeKey = routeKey;
        this.weakest = weakest;
    }

    /** Method and path as API Gateway names the route. */
    public String routeKey() {
        return routeKey;
    }

    /** The endpoint that API Gateway chose. */
    public static Optional<Endpoint> of(String routeKey) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.routeKey.equals(routeKey))
                .findFirst();
    }

    /** As a member of which group, the strongest first, the caller may do this to the target; empty if it may not. */
    Optional<Group> admit(Caller caller, Target target) {
        return EnumSet.range(Group.OPERATOR, weakest).stream()
                .filter(group -> caller.groups().contains(group) && group.mayTouch(caller, target))
                .findFirst();
    }
}
