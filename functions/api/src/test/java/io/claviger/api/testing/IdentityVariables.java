package io.claviger.api.testing;

import io.claviger.api.identity.IdentitySettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Identity settings from environment variables, with the defaults of the template. */
public record IdentityVariables(Map<String, String> variables) implements IdentitySettings {
    public IdentityVariables {
        variables = Map.copyOf(variables);
    }

    @Override
    public Optional<String> issuer() {
        return find("IDENTITY_ISSUER");
    }

    @Override
    public Optional<String> audience() {
        return find("IDENTITY_AUDIENCE");
    }

    @Override
    public Optional<URI> jwksUri() {
        return find("IDENTITY_JWKS_URI").map(URI::create);
    }

    @Override
    public Optional<Integer> clockSkewSeconds() {
        return find("IDENTITY_CLOCK_SKEW_SECONDS").map(Integer::valueOf);
    }

    @Override
    public Optional<String> deviceAudience() {
        return find("DEVICE_AUDIENCE");
    }

    @Override
    public String groupsClaim() {
        return find("IDENTITY_GROUPS_CLAIM").orElse("groups");
    }

    @Override
    public String applicationClaim() {
        return find("IDENTITY_APPLICATION_CLAIM").orElse("application");
    }

    @Override
    public String instanceClaim() {
        return find("IDENTITY_INSTANCE_CLAIM").orElse("sub");
    }

    @Override
    public String operatorGroup() {
        return find("IDENTITY_OPERATOR_GROUP").orElse("operator");
    }

    @Override
    public String backendGroup() {
        return find("IDENTITY_BACKEND_GROUP").orElse("backend");
    }

    @Override
    public String appGroup() {
        return find("IDENTITY_APP_GROUP").orElse("app");
    }

    @Override
    public int callerRequestsPerMinute() {
        return find("CALLER_REQUESTS_PER_MINUTE").map(Integer::valueOf).orElse(0);
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
