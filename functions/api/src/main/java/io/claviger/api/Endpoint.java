package io.claviger.api;

import static io.claviger.api.identity.Group.APP;
import static io.claviger.api.identity.Group.BACKEND;
import static io.claviger.api.identity.Group.OPERATOR;

import io.claviger.api.identity.Caller;
import io.claviger.api.identity.Group;
import io.claviger.core.application.ApplicationId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of the API, each with the weakest group that may call it. A caller without access gets 404, the same as
 * for an unknown id.
 */
public enum Endpoint {
    STORE_APPLICATION("PUT /v1/applications/{applicationId}", OPERATOR),
    LIST_APPLICATIONS("GET /v1/applications", OPERATOR),
    SHOW_APPLICATION("GET /v1/applications/{applicationId}", OPERATOR),
    CHECK_REVOCATION("POST /v1/applications/{applicationId}/revocation-check", OPERATOR),
    LIST_INSTANCES("GET /v1/applications/{applicationId}/instances", BACKEND),
    MOVE_STORAGE("POST /v1/applications/{applicationId}/storage-moves", OPERATOR),
    REGISTER("PUT /v1/applications/{applicationId}/instances/{instanceId}", APP),
    ADOPT("PUT /v1/applications/{applicationId}/instances/{instanceId}/credentials", BACKEND),
    SHOW_INSTANCE("GET /v1/applications/{applicationId}/instances/{instanceId}", APP),
    VEND("GET /v1/applications/{applicationId}/instances/{instanceId}/token", APP),
    REPORT_REJECTED("POST /v1/applications/{applicationId}/instances/{instanceId}/token/rejected", APP),
    DEREGISTER("DELETE /v1/applications/{applicationId}/instances/{instanceId}", BACKEND),
    RESTORE("POST /v1/applications/{applicationId}/instances/{instanceId}/restore", BACKEND),

    ISSUE_ENROLMENT_CODE("POST /v1/applications/{applicationId}/instances/{instanceId}/enrolment-code", BACKEND),
    REVOKE_DEVICE_KEY("DELETE /v1/applications/{applicationId}/instances/{instanceId}/device-keys/{keyId}", BACKEND),
    ROTATE_ENROLMENT_KEY("PUT /v1/applications/{applicationId}/enrolment-key", OPERATOR),
    REVOKE_ENROLMENT_KEY("DELETE /v1/applications/{applicationId}/enrolment-key", OPERATOR),

    /** Open to every device; its code or enrolment key is in the body. */
    ENROL_DEVICE("POST /v1/device/enrolments"),

    DEVICE_VEND("GET /v1/device/token", APP),
    DEVICE_REPORT_REJECTED("POST /v1/device/token/rejected", APP),
    DEVICE_REGISTER("PUT /v1/device/registration", APP),

    /** Open to everybody; every function with an API serves it. */
    HEALTH("GET /v1/health"),

    /** Open to every caller with a valid credential, in no group too; every function with an API serves it. */
    WHOAMI("GET /v1/whoami");

    private final String routeKey;
    private final Optional<Group> weakest;

    Endpoint(String routeKey, Group weakest) {
        this.routeKey = routeKey;
        this.weakest = Optional.of(weakest);
    }

    Endpoint(String routeKey) {
        this.routeKey = routeKey;
        this.weakest = Optional.empty();
    }

    /** Method and path as API Gateway names the route. */
    public String routeKey() {
        return routeKey;
    }

    /** The route's path with these ids in it. */
    String path(Map<String, String> ids) {
        String path = routeKey.substring(routeKey.indexOf(' ') + 1);
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return path;
    }

    /** Whether it is open to callers without a credential. */
    boolean isOpen() {
        return this == HEALTH;
    }

    /** Whether its callers are devices with keys of their own, whose path names no instance. */
    boolean isForDevices() {
        return routeKey.contains(" /v1/device/");
    }

    /** The endpoint of a route key; empty if there is none. */
    public static Optional<Endpoint> of(String routeKey) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.routeKey.equals(routeKey))
                .findFirst();
    }

    /** The strongest group by which the caller may call this endpoint for this target; empty if it may not. */
    Optional<Group> admit(Caller caller, Target target) {
        if (this == ENROL_DEVICE || this == WHOAMI) {
            return Optional.of(APP);
        }
        return weakest.stream()
                .flatMap(group -> EnumSet.range(OPERATOR, group).stream())
                .filter(group -> caller.groups().contains(group) && mayReach(group, caller, target))
                .findFirst();
    }

    private static boolean mayReach(Group group, Caller caller, Target target) {
        return switch (group) {
            case OPERATOR -> true;
            case BACKEND -> isOwn(target.application().map(ApplicationId::value), caller.application());
            case APP -> mayReach(BACKEND, caller, target) && isOwn(target.instance(), caller.instance());
        };
    }

    private static <T> boolean isOwn(Optional<T> id, Optional<T> claim) {
        return claim.isPresent() && claim.equals(id);
    }
}
