package io.claviger.sandbox.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a registered application is created. Everything but the name may be left out.
 *
 * @param name        shown on the dashboard, 1 to 200 characters
 * @param version     of the programmer's app; {@code 1.0.0} by default
 * @param level       where it is created; by default on the level that fits the number of channels
 * @param platforms   the app runs on; none by default
 * @param channels    whose service providers the application's tokens open; none listed means all
 * @param domains     that a redirect URI may point to, subdomains included; none by default
 * @param customSchemes of redirect URIs that this application may use besides the programmer's own
 * @param scopes      {@code api:client:v2} by default
 * @param grantTypes  its clients may use; {@code client_credentials} by default
 * @param restApiV2   whether the statement is enabled for REST API v2; true by default
 */
public record NewApplication(
        String name,
        String version,
        Level level,
        List<String> platforms,
        List<String> channels,
        List<String> domains,
        @JsonProperty("custom_schemes") List<String> customSchemes,
        List<String> scopes,
        @JsonProperty("grant_types") List<String> grantTypes,
        @JsonProperty("rest_api_v2") Boolean restApiV2) {

    private static final int LONGEST_NAME = 200;

    /** Fills in what was left out. */
    @SuppressWarnings("ConstantConditions")
    public NewApplication(
            @Nullable String name,
            @Nullable String version,
            @Nullable Level level,
            @Nullable List<String> platforms,
            @Nullable List<String> channels,
            @Nullable List<String> domains,
            @Nullable List<String> customSchemes,
            @Nullable List<String> scopes,
            @Nullable List<String> grantTypes,
            @Nullable Boolean restApiV2) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("name must be 1 to 200 characters");
        }
        this.name = name.strip();
        this.version = version == null || version.isBlank() ? "1.0.0" : version.strip();
        this.platforms = Values.of("platforms", platforms, List.of());
        this.channels = Values.of("channels", channels, List.of());
        this.level = level != null ? level : this.channels.size() == 1 ? Level.CHANNEL : Level.PROGRAMMER;
        this.domains = Values.of("domains", domains, List.of());
        this.customSchemes = Values.of("custom_schemes", customSchemes, List.of()).stream()
                .map(CustomScheme::schemeOf)
                .toList();
        this.scopes = Values.of("scopes", scopes, List.of("api:client:v2"));
        this.grantTypes = Values.of("grant_types", grantTypes, List.of("client_credentials"));
        this.restApiV2 = restApiV2 == null || restApiV2;
    }

    /** An application of which only the name matters. */
    public static NewApplication named(String name) {
        return new NewApplication(name, null, null, null, null, null, null, null, null, null);
    }
}
