package io.claviger.core.instance;

import io.claviger.core.storage.StorageFailure;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/** The port to the store of instances. Reads are strongly consistent; writes are compare-and-set by version. */
public interface Instances {

    /** Empty if there is none, or its recovery window has ended. */
    Optional<Instance> find(InstanceKey key);

    /** The instance and its application, read one after the other. */
    InstanceSnapshot read(InstanceKey key);

    /**
     * Stores an instance if the stored one still has its version; zero means that none is stored.
     *
     * @return the instance with its new version; empty if another process stored it first, and then nothing changes
     */
    Optional<Instance> store(Instance changed);

    /**
     * Seals a sample as {@link #store} seals a salvaged client. After a success, this process can seal also while the storage of
     * the sealing key fails.
     *
     * @return empty if that succeeded
     */
    Optional<StorageFailure> sealSample();

    /** @return false if the stored instance no longer has this version; then it is not removed */
    boolean remove(Instance instance);

    /**
     * Removes the instance, because it has no client. One with device keys is kept without a registration.
     *
     * @return false if the stored instance no longer has this version; then nothing changes
     */
    default boolean forget(Instance instance) {
        return instance.enrolment().equals(Enrolment.NONE)
                ? remove(instance)
                : store(instance.withoutRegistration()).isPresent();
    }

    /** Instances of one shard that are due, earliest first; read as far as the caller iterates. */
    Iterator<DueInstance> due(int shard, Instant until);

    /** How many shards there are; constant. */
    int shards();

    /** The shard with which the next sweep begins; zero before the first sweep. */
    int sweepFrom();

    void sweepFrom(int shard);

    /**
     * Reads the instance and stores a change of it; repeats both if another process stored it meanwhile.
     *
     * @param change from the stored instance to the changed one; empty if there is nothing to change
     * @return the stored instance; empty if there is none, or nothing was changed
     */
    default Optional<Instance> update(InstanceKey key, Function<Instance, Optional<Instance>> change) {
        while (true) {
            Optional<Instance> changed = find(key).flatMap(change);
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            Optional<Instance> stored = store(changed.get());
            if (stored.isPresent()) {
                return stored;
            }
        }
    }
}
