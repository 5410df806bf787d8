package io.claviger.core.vending;

import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceToken;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RevocationEvidence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An app reports that Adobe refused its token. The next vend requests a new one, and the report is evidence for a
 * revocation check. Both happen at most once a minute for an instance, so that a faulty app causes no calls to Adobe.
 */
public final class ReportRejectedToken {
    private static final Duration MIN_INTERVAL = Duration.ofMinutes(1);

    private final Instances instances;
    private final TokenCache tokenCache;
    private final CacheExpiryWait cacheExpiry;
    private final RevocationEvidence evidence;
    private final InstantSource clock;

    public ReportRejectedToken(
            Instances instances,
            TokenCache tokenCache,
            CacheExpiryWait cacheExpiry,
            RevocationEvidence evidence,
            InstantSource clock) {
        this.instances = instances;
        this.tokenCache = tokenCache;
        this.cacheExpiry = cacheExpiry;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * @param expiresAt when the rejected token expires, by its vend, to the millisecond; a report that comes after that
     *     token was replaced then changes nothing. Empty if the app does not say
     * @return false if there is no such instance
     */
    public boolean report(InstanceKey key, Optional<Instant> expiresAt) {
        Optional<Instance> reported = instances.find(key).filter(Instance::registered);
        if (reported.isEmpty()) {
            return false;
        }
        Optional<Instance> withoutToken = instances.update(key, instance -> withoutToken(instance, expiresAt));
        if (withoutToken.isPresent()) {
            evidence.submit(key);
            tokenCache.remove(key);
            cacheExpiry.await();
        }
        return true;
    }

    private Optional<Instance> withoutToken(Instance instance, Optional<Instant> expiresAt) {
        Instant now = clock.instant();
        boolean tooSoon = instance.refreshState()
                .tokenRejectedAt()
                .filter(last -> now.isBefore(last.plus(MIN_INTERVAL)))
                .isPresent();
        return instance.token()
                .filter(held -> !tooSoon
                        && expiresAt.filter(named -> isNewer(held, named)).isEmpty())
                .map(_ -> instance.tokenRejected(now));
    }

    /** A token that Adobe handed out again may expire earlier than its first vend said. */
    private static boolean isNewer(InstanceToken held, Instant named) {
        return held.expiresAt().truncatedTo(ChronoUnit.MILLIS).isAfter(named);
    }
}
