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
 * An app says that Adobe refused the token it was given. The next vend fetches a new one, and the report is evidence for a
 * revocation check; both at most once a minute, so that a confused app costs nothing upstream.
 */
public final class ReportRejectedToken {
    private static final Duration AT_MOST_ONCE_IN = Duration.ofMinutes(1);

    private final Instances instances;
    private final TokenCache memory;
    private final CacheExpiryWait horizon;
    private final RevocationEvidence evidence;
    private final InstantSource clock;

    public ReportRejectedToken(
            Instances instances,
            TokenCache memory,
            CacheExpiryWait horizon,
            RevocationEvidence evidence,
            InstantSource clock) {
        this.instances = instances;
        this.memory = memory;
        this.horizon = horizon;
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
            memory.forget(key);
            horizon.pass();
        }
        return true;
    }

    private Optional<Instance> withoutToken(Instance instance) {
        Instant now = clock.instant();
        boolean tooSoon = instance.refreshState()
                .tokenRejectedAt()
                .filter(last -> now.isBefore(last.plus(AT_MOST_ONCE_IN)))
                .isPresent();
        return instance.token().isPresent() && !tooSoon ? Optional.of(instance.tokenRejected(now)) : Optional.empty();
    }
}
