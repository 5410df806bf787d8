package io.claviger.core.fake;

import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RefreshState;
import io.claviger.core.storage.StorageFailure;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Delegates every call; a test overrides what is read, what is stored, or a method. */
public abstract class DelegatingInstances implements Instances {
    private final Instances real;

    protected DelegatingInstances(Instances real) {
        this.real = real;
    }

    protected Instance toRead(Instance instance) {
        return instance;
    }

    protected Instance toStore(Instance instance) {
        return instance;
    }

    @Override
    public Optional<Instance> find(InstanceKey key) {
        return real.find(key).map(this::toRead);
    }

    @Override
    public InstanceSnapshot read(InstanceKey key) {
        InstanceSnapshot snapshot = real.read(key);
        return new InstanceSnapshot(snapshot.application(), snapshot.instance().map(this::toRead));
    }

    @Override
    public Optional<Instance> store(Instance changed) {
        return real.store(toStore(changed));
    }

    @Override
    public Optional<StorageFailure> sealSample() {
        return real.sealSample();
    }

    @Override
    public boolean remove(Instance instance) {
        return real.remove(instance);
    }

    @Override
    public Iterator<DueInstance> due(int shard, Instant until) {
        return real.due(shard, until);
    }

    @Override
    public int sweepFrom() {
        return real.sweepFrom();
    }

    @Override
    public void sweepFrom(int shard) {
        real.sweepFrom(shard);
    }

    @Override
    public int shards() {
        return real.shards();
    }

    /** The same instance with another refresh state. */
    protected static Instance with(Instance instance, RefreshState refreshState) {
        return new Instance(
                instance.key(),
                instance.registration(),
                instance.statement(),
                instance.redirectUri(),
                instance.device(),
                instance.token(),
                refreshState,
                instance.enrolment(),
                instance.createdAt(),
                instance.version());
    }
}
