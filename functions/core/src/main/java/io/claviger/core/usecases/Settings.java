package io.claviger.core.usecases;

import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.enrolment.EnrolmentPolicy;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * A deployment's settings for its use cases.
 *
 * @param tokenCacheAge how long a process may rely on a token or a status that it read, and how long a use case waits
 *     after it withdrew a token or stored a revocation: the same in every function; zero turns the cache off
 * @param defaultServiceProvider whose protected API is probed for applications that name none; empty probes none
 * @param maxQueueDepth how many keys may wait in the refresh queue before the sweep holds back
 */
public record Settings(
        RefreshPolicy refresh,
        RegistrationPolicy registration,
        EnrolmentPolicy enrolment,
        Duration tokenCacheAge,
        Optional<ServiceProvider> defaultServiceProvider,
        int maxQueueDepth) {}
