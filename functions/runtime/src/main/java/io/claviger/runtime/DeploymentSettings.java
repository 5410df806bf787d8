package io.claviger.runtime;

import io.claviger.aws.settings.Text;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;
import java.util.Optional;

/** The settings of the use cases: environment variables that {@code template.yaml} sets. */
@ConfigMapping(prefix = "")
public interface DeploymentSettings {

    /** The base URI of Adobe Pass's authorization server. */
    @WithName("AUTHORIZATION_SERVER_URI")
    @WithConverter(Text.class)
    String authorizationServerUri();

    /** How many seconds a call of the authorization server may last, from 1 to 8; by default 5. */
    @WithName("UPSTREAM_TIMEOUT_SECONDS")
    Optional<Integer> upstreamTimeoutSeconds();

    /** The percentage of a token's life after which a new one is requested, from 50 to 95. */
    @WithName("REFRESH_POINT_PERCENT")
    Optional<Integer> refreshPointPercent();

    /** How many seconds apart the clocks of two processes may be, from 0 to 300. */
    @WithName("CLOCK_SKEW_SECONDS")
    Optional<Integer> clockSkewSeconds();

    /** How many hours after its last vend an instance's token is kept fresh, from 1 to 720. */
    @WithName("ACTIVE_WINDOW_HOURS")
    Optional<Integer> activeWindowHours();

    /** How many days a deregistered instance's credentials can be restored, from 7 to 30. */
    @WithName("RECOVERY_WINDOW_DAYS")
    Optional<Integer> recoveryWindowDays();

    /** How many minutes an enrolment code works, from 1 to 1440; by default 15. */
    @WithName("ENROLMENT_CODE_MINUTES")
    Optional<Integer> enrolmentCodeMinutes();

    /** How many devices enrol in an hour with an application's enrolment key, from 0 to a million; by default 1000. */
    @WithName("ENROLMENTS_PER_HOUR")
    Optional<Integer> enrolmentsPerHour();

    /** How many seconds a process may answer with a token from memory, from 0 to 60; by default 1. */
    @WithName("MEMORY_SECONDS")
    Optional<Integer> memorySeconds();

    /** The channel whose protected API the revocation check calls, for applications that name none. */
    @WithName("SERVICE_PROVIDER")
    Optional<@WithConverter(Text.class) String> serviceProvider();

    /** The length of the refresh queue at which a sweep queues nothing, from 10 to 1,000,000; by default 60,000. */
    @WithName("QUEUE_HOLD_BACK")
    Optional<Integer> queueHoldBack();
}
