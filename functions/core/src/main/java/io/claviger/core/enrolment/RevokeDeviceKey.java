package io.claviger.core.enrolment;

import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.vending.CacheExpiryWait;

/** Ends one key of an instance's device. */
public final class RevokeDeviceKey {
    private final Instances instances;
    private final CacheExpiryWait cacheExpiry;
    private final Journal journal;

    public RevokeDeviceKey(Instances instances, CacheExpiryWait cacheExpiry, Journal journal) {
        this.instances = instances;
        this.cacheExpiry = cacheExpiry;
        this.journal = journal;
    }

    /**
     * Returns once no process accepts the key any more.
     *
     * @return false if there is no such instance, or it has no such key
     */
    public boolean revoke(InstanceKey key, String keyId) {
        boolean revoked = instances
                .update(key, instance -> instance.enrolment().without(keyId).map(instance::with))
                .isPresent();
        if (revoked) {
            journal.note(new Entry.DeviceKeyRevoked(key, keyId));
            cacheExpiry.await();
        }
        return revoked;
    }
}
