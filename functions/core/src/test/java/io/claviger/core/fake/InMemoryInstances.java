package io.claviger.core.fake;

import io.claviger.core.application.Applications;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.storage.StorageFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instances in a map. A write requires the current version. An expired instance is absent. */
public class InMemoryInstances implements Instances {
    private static final int SHARDS = 2;

    private final Applications applications;
    private final InstantSource clock;
    private final Map<InstanceKey, Instance> kept = new LinkedHashMap<>();
    private int sweepFrom;

    public InMemoryInstances(Applications applications, InstantSource clock) {
        this.applications = applications;
        this.clock = clock;
    }

    @Override
    public InstanceSnapshot read(InstanceKey key) {
        return new InstanceSnapshot(applications.find(key.application()), find(key));
    }

    @Override
    public Optional<Instance> find(InstanceKey key) {
        return Optional.ofNullable(kept.get(key)).filter(instance -> !expired(instance));
    }

    public final List<Instance> all() {
        return List.copyOf(kept.values());
    }

    @Override
    public Optional<Instance> store(Instance changed) {
        return unchanged(changed) ? Optional.of(overwrite(changed)) : Optional.empty();
    }

    @Override
    public Optional<StorageFailure> sealSample() {
        return Optional.empty();
    }

    @Override
    public boolean remove(Instance instance) {
        return unchanged(instance) && kept.remove(instance.key()) != null;
    }

    @Override
    public Iterator<DueInstance> due(int shard, Instant until) {
        return kept.values().stream()
                .filter(instance -> dueAt(instance).compareTo(until) <= 0)
                .filter(instance -> Math.floorMod(instance.key().toString().hashCode(), SHARDS) == shard)
                .sorted(Comparator.comparing(InMemoryInstances::dueAt))
                .map(instance -> new DueInstance(instance.key(), dueAt(instance)))
                .iterator();
    }

    @Override
    public int shards() {
        return SHARDS;
    }

    @Override
    public int sweepFrom() {
        return sweepFrom;
    }

    @Override
    public void sweepFrom(int shard) {
        sweepFrom = shard;
    }

    protected final Instance overwrite(Instance changed) {
        Instance stored = changed.stored(changed.version() + 1);
        kept.put(stored.key(), stored);
        return stored;
    }

    /** Compares the version and the creation time, because a re-created instance starts again at version one. */
    private boolean unchanged(Instance changed) {
        return find(changed.key())
                .map(now ->
                        now.version() == changed.version() && now.createdAt().equals(changed.createdAt()))
                .orElse(changed.version() == 0);
    }

    private static Instant dueAt(Instance instance) {
        return instance.refreshState().dueAt().orElse(Instant.MAX);
    }

    private boolean expired(Instance instance) {
        return instance.expiresAt()
                .filter(until -> !clock.instant().isBefore(until))
                .isPresent();
    }
}
