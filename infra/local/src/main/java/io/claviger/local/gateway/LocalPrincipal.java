package io.claviger.local.gateway;

import java.util.List;
import java.util.Optional;

/**
 * A user with an access key of this machine, and what its policy allows.
 *
 * @param allowed the beginnings of the paths that it may call, with any method
 */
record LocalPrincipal(String accessKey, String secret, String user, List<String> allowed) {
    private static final List<LocalPrincipal> ALL = List.of(
            new LocalPrincipal("LOCALOPERATOR", "local-operator-secret", "operator", List.of("/")),
            new LocalPrincipal(
                    "LOCALBACKEND",
                    "local-backend-secret",
                    "backend",
                    List.of("/v1/applications/demo/", "/v1/whoami")));

    static Optional<LocalPrincipal> find(String accessKey) {
        return ALL.stream().filter(each -> each.accessKey.equals(accessKey)).findFirst();
    }

    /** @param path as it was sent; a policy knows no other spelling of it */
    boolean mayCall(String path) {
        return allowed.stream().anyMatch(path::startsWith);
    }
}
