package io.claviger.revocationcheck;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/** The settings of the revocation check: environment variables of {@code template.yaml}. */
@ConfigMapping(prefix = "")
interface RevocationCheckSettings {

    /**
     * How many calls a second Adobe takes for one address, from 1 to 100; by default 1, the limit of Adobe's throttling
     * page. The checks use half of them.
     */
    @WithName("CHECK_CALLS_PER_SECOND")
    Optional<Integer> callsPerSecond();

    /** How many minutes lie between two checks of an application, from 5 to 480; by default 15. */
    @WithName("REVOCATION_CHECK_MINUTES")
    Optional<Integer> minutes();
}
