package io.claviger.sandbox.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Adobe's record of one version of a programmer's app. It does not hold the software statement, so that a listing shows none.
 *
 * @param type      always {@code DIRECT}, as on Adobe's dashboard
 * @param createdAt ISO 8601
 * @param revoked   whether its statement is revoked
 */
@JsonPropertyOrder({"id", "name", "version", "type", "level", "revoked"})
public record RegisteredApplication(
        String id,
        String name,
        String version,
        ApplicationLevel level,
        List<String> platforms,
        List<String> channels,
        List<String> domains,
        @JsonProperty("custom_schemes") List<String> customSchemes,
        List<String> scopes,
        @JsonProperty("grant_types") List<String> grantTypes,
        @JsonProperty("rest_api_v2") boolean restApiV2,
        String type,
        @JsonProperty("created_at") String createdAt,
        boolean revoked) {

    static RegisteredApplication of(NewApplication requested, Instant now) {
        return new RegisteredApplication(
                UUID.randomUUID().toString(),
                requested.name(),
                requested.version(),
                requested.level(),
                requested.platforms(),
                requested.channels(),
                requested.domains(),
                requested.customSchemes(),
                requested.scopes(),
                requested.grantTypes(),
                requested.restApiV2(),
                "DIRECT",
                now.toString(),
                false);
    }

    RegisteredApplication withRevoked(boolean value) {
        return new RegisteredApplication(
                id,
                name,
                version,
                level,
                platforms,
                channels,
                domains,
                customSchemes,
                scopes,
                grantTypes,
                restApiV2,
                type,
                createdAt,
                value);
    }

    /** Whether its tokens open this service provider. An application without channels is linked to all of them. */
    public boolean serves(String serviceProvider) {
        return channels.isEmpty() || channels.contains(serviceProvider);
    }
}
