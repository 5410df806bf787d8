package io.claviger.api.identity;

import io.claviger.aws.settings.Text;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.util.Optional;

/** Who may call, and how often: environment variables of the functions with an API. */
@ConfigMapping(prefix = "")
public interface IdentitySettings {

    /** The issuer: the claim {@code iss} must equal it. Empty if the deployment trusts no identity provider. */
    @WithName("IDENTITY_ISSUER")
    Optional<@WithConverter(Text.class) String> issuer();

    /**
     * The audiences, with commas between: the claim {@code aud} must hold one. Where a token has no {@code aud}, its
     * {@code client_id} must be one, as in access tokens of Cognito; API Gateway's authorizer reads them alike.
     */
    @WithName("IDENTITY_AUDIENCE")
    Optional<@WithConverter(Text.class) String> audience();

    /** The https address of the provider's JWKS (RFC 7517 section 5); http is allowed on this machine. */
    @WithName("IDENTITY_JWKS_URI")
    Optional<URI> jwksUri();

    /** The audiences of devices' assertions, with commas between; without one, no device is admitted. */
    @WithName("DEVICE_AUDIENCE")
    Optional<@WithConverter(Text.class) String> deviceAudience();

    /** The tolerance for the provider's clock in seconds, from 0 to 300; by default 30. */
    @WithName("IDENTITY_CLOCK_SKEW_SECONDS")
    Optional<Integer> clockSkewSeconds();

    /** The claim that holds the caller's groups: a name, or a JSON Pointer such as {@code /realm_access/roles}. */
    @WithName("IDENTITY_GROUPS_CLAIM")
    @WithDefault("groups")
    String groupsClaim();

    /** The claim that holds the caller's application id; a name or a JSON Pointer. */
    @WithName("IDENTITY_APPLICATION_CLAIM")
    @WithDefault("application")
    String applicationClaim();

    /** The claim that {@link OwnInstance} makes an app's instance id of; a name or a JSON Pointer. */
    @WithName("IDENTITY_INSTANCE_CLAIM")
    @WithDefault("sub")
    String instanceClaim();

    /** The provider's name of the group of operators. */
    @WithName("IDENTITY_OPERATOR_GROUP")
    @WithDefault("operator")
    String operatorGroup();

    /** The provider's name of the group of backends. */
    @WithName("IDENTITY_BACKEND_GROUP")
    @WithDefault("backend")
    String backendGroup();

    /** The provider's name of the group of apps. */
    @WithName("IDENTITY_APP_GROUP")
    @WithDefault("app")
    String appGroup();

    /** How many requests a minute one caller may make of one process, from 0 to 1,000,000; by default 0, which is no limit. */
    @WithName("CALLER_REQUESTS_PER_MINUTE")
    @WithDefault("0")
    int callerRequestsPerMinute();
}
