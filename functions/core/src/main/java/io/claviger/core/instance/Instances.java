package io.claviger.core.instance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The port to where instances are kept. Reads are strongly consistent; writes are compare-and-set by version. */
public interface Instances {

    InstanceSnapshot read(InstanceKey key);

    /**
     * Stores an instance if what is stored still has its version, zero standing for nothing.
     *
     * @return the instance with its new version; empty if somebody else was faster, and then nothing is changed
     */
    Optional<Instance> store(Instance changed);

    /** Removes an instance if it still has this version. */
    boolean remove(Instance instance);

    /**
     * Instances of one shard that are due, earliest first.
     *
     * @param limit the most to answer
     */
    List<InstanceKey> due(int shard, Instant until, int limit);

    /** How many shards there are; constant. */
    int shards();

    /**
     * Applies a change to whatever is stored now, again and again until nobody else was faster.
     *
     * @param change answers empty where, on sight of what is stored, there is nothing to change
     * @return the stored instance; empty if there is none, or nothing was changed
     */
    default Optional<Instance> update(InstanceKey key, Function<Instance, Optional<Instance>> change) {
        while (true) {
            Optional<Instance> changed = read(key).instance().flatMap(change);
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
