package io.claviger.sandbox.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request to create a registered application. Only the name is required.
 *
 * @param name          shown on the dashboard, 1 to 200 characters
 * @param version       of the programmer's app; {@code 1.0.0} by default
 * @param level         where it is created; by default channel level for one channel, otherwise programmer level
 * @param platforms     of the app; none by default
 * @param channels      service providers that the application's tokens open; none listed means all
 * @param domains       of redirect URIs, subdomains included; none by default
 * @param customSchemes of redirect URIs, in addition to the programmer's
 * @param scopes        {@code api:client:v2} by default
 * @param grantTypes    of its clients; {@code client_credentials} by default
 * @param restApiV2     whether the statement is enabled for REST API v2; true by default
 */
public record NewApplication(
        String name,
        String version,
        ApplicationLevel level,
        List<String> platforms,
        List<String> channels,
        List<String> domains,
        @JsonProperty("custom_schemes") List<String> customSchemes,
        List<String> scopes,
        @JsonProperty("grant_types") List<String> grantTypes,
        @JsonProperty("rest_api_v2") Boolean restApiV2) {

    private static final int MAX_NAME_LENGTH = 200;
    private static final Pattern DOMAIN = Pattern.compile("[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*");
    /** RFC 7591, section 2. */
    private static final Set<String> GRANT_TYPES = Set.of(
            "client_credentials",
            "authorization_code",
            "implicit",
            "password",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:saml2-bearer");

    /** Fills in the defaults. */
    @SuppressWarnings("ConstantConditions")
    public NewApplication(
            @Nullable String name,
            @Nullable String version,
            @Nullable ApplicationLevel level,
            @Nullable List<String> platforms,
            @Nullable List<String> channels,
            @Nullable List<String> domains,
            @Nullable List<String> customSchemes,
            @Nullable List<String> scopes,
            @Nullable List<String> grantTypes,
            @Nullable Boolean restApiV2) {
        if (name == null || name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("name must be 1 to 200 characters");
        }
        this.name = PlainText.of("name", name);
        this.version = version == null || version.isBlank() ? "1.0.0" : PlainText.of("version", version);
        this.platforms = TextLists.of("platforms", platforms, List.of());
        this.channels = TextLists.of("channels", channels, List.of());
        this.level = level != null
                ? level
                : this.channels.size() == 1 ? ApplicationLevel.CHANNEL : ApplicationLevel.PROGRAMMER;
        this.domains = TextLists.of("domains", domains, List.of());
        if (!this.domains.stream().allMatch(domain -> DOMAIN.matcher(domain).matches())) {
            throw new IllegalArgumentException("domains look like example.com, without scheme, port and path");
        }
        this.customSchemes = TextLists.of("custom_schemes", customSchemes, List.of()).stream()
                .map(CustomScheme::schemeOf)
                .toList();
        if (Set.copyOf(this.customSchemes).size() < this.customSchemes.size()) {
            throw new IllegalArgumentException("custom_schemes lists one scheme twice");
        }
        this.scopes = TextLists.of("scopes", scopes, List.of("api:client:v2"));
        this.grantTypes = TextLists.of("grant_types", grantTypes, List.of("client_credentials"));
        if (!GRANT_TYPES.containsAll(this.grantTypes)) {
            throw new IllegalArgumentException("grant_types may list those of RFC 7591, section 2");
        }
        this.restApiV2 = restApiV2 == null || restApiV2;
    }

    /** An application with this name and the defaults. */
    public static NewApplication named(String name) {
        return new NewApplication(name, null, null, null, null, null, null, null, null, null);
    }
}
