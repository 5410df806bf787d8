package io.claviger.api;

import io.claviger.aws.settings.Text;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;
import java.util.Optional;

/** The proxy in front of the API, such as CloudFront: environment variables of the functions with an API. */
@ConfigMapping(prefix = "")
public interface TrustedProxySettings {

    /** The header in which the proxy names the viewer's address; empty without a proxy. */
    @WithName("TRUSTED_PROXY_ADDRESS_HEADER")
    Optional<@WithConverter(Text.class) String> addressHeader();

    /** The secret by which the proxy proves itself; two with a comma between while it is being changed. */
    @WithName("TRUSTED_PROXY_SECRET")
    Optional<@WithConverter(Text.class) String> secret();
}
