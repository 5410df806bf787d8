package io.claviger.tokenrefresh;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/** The settings of the sweep and of the worker: environment variables of {@code template.yaml}. */
@ConfigMapping(prefix = "")
interface TokenRefreshSettings {

    /** The function that this process runs: {@code sweep} or {@code worker}. */
    @WithName("QUARKUS_LAMBDA_HANDLER")
    Optional<String> handler();

    /** How many messages the worker processes at once, from 1 to 10; by default 5. */
    @WithName("WORKER_CONCURRENCY")
    Optional<Integer> workerConcurrency();
}
