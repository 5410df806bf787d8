package io.claviger.core.vending;

import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RevocationEvidence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    /** @return false if there is no such instance */
    public boolean report(InstanceKey key) {
        Optional<Instance> reported = instances.read(key).instance().filter(Instance::registered);
        if (reported.isEmpty()) {
            return false;
        }
        Optional<Instance> withoutToken = instances.update(key, this::withoutToken);
        if (withoutToken.isPresent()) {
            evidence.submit(key);
            tokenCache.remove(key);
            cacheExpiry.await();
        }
        return true;
    }

    private Optional<Instance> withoutToken(Instance instance) {
        Instant now = clock.instant();
        boolean tooSoon = instance.refreshState()
                .tokenRejectedAt()
                .filter(last -> now.isBefore(last.plus(MIN_INTERVAL)))
                .isPresent();
        return instance.token().isPresent() && !tooSoon ? Optional.of(instance.tokenRejected(now)) : Optional.empty();
    }
}
