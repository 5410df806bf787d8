package io.claviger.core.simulation;

import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Passes everything on; whoever meddles overrides what is seen or what is stored. */
abstract class MeddlingInstances implements Instances {
    private final Instances real;

    MeddlingInstances(Instances real) {
        this.real = real;
    }

    Instance seen(Instance instance) {
        return instance;
    }

    Instance toStore(Instance instance) {
        return instance;
    }

    @Override
    public InstanceSnapshot read(InstanceKey key) {
        InstanceSnapshot snapshot = real.read(key);
        return new InstanceSnapshot(snapshot.application(), snapshot.instance().map(this::seen));
    }

    @Override
    public Optional<Instance> store(Instance changed) {
        return real.store(toStore(changed));
    }

    @Override
    public boolean remove(Instance instance) {
        return real.remove(instance);
    }

    @Override
    public List<InstanceKey> due(int shard, Instant until, int limit) {
        return real.due(shard, until, limit);
    }

    @Override
    public int shards() {
        return real.shards();
    }

    /** The same instance with other bookkeeping. */
    static Instance with(Instance instance, io.claviger.core.instance.RefreshState refreshState) {
        return new Instance(
                instance.key(),
                instance.registration(),
                instance.statement(),
                instance.redirectUri(),
                instance.device(),
                instance.token(),
                refreshState,
                instance.createdAt(),
                instance.version());
    }
}
