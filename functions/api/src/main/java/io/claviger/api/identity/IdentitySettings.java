package io.claviger.api.identity;

import io.claviger.aws.settings.Text;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;
import java.net.URI;
import java.util.Optional;

/** The identity provider whose tokens are accepted: environment variables of the functions with an API. */
@ConfigMapping(prefix = "")
public interface IdentitySettings {

    /** The issuer: the claim {@code iss} must equal it. */
    @WithName("IDENTITY_ISSUER")
    @WithConverter(Text.class)
    String issuer();

    /** The audience: the claim {@code aud} must hold it. */
    @WithName("IDENTITY_AUDIENCE")
    @WithConverter(Text.class)
    String audience();

    /** The https address of the provider's JWKS (RFC 7517 section 5); http is allowed on this machine. */
    @WithName("IDENTITY_JWKS_URI")
    URI jwksUri();

    /** The tolerance for the provider's clock in seconds, from 0 to 300; by default 30. */
    @WithName("IDENTITY_CLOCK_SKEW_SECONDS")
    Optional<Integer> clockSkewSeconds();
}
