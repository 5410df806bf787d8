package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.instance.DueInstance;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.simulation.AwsOutages.Service;
import io.claviger.core.storage.StorageFailure;
import io.claviger.core.storage.VaultUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/** Instances behind the simulated network. */
final class SimulatedInstances implements Instances {
    /** An attempt of the SDK waits for two seconds. */
    private static final Duration REPEATED_AFTER = Duration.ofSeconds(2);

    private final World world;

    SimulatedInstances(World world) {
        this.world = world;
    }

    @Override
    public Optional<Instance> find(InstanceKey key) {
        world.network().currentRun().ifPresent(OperationRun::beginsToRead);
        requireSealingKey("instances.find", world.instances().find(key));
        Optional<Instance> found =
                call("instances.find", () -> world.instances().find(key));
        world.network()
                .currentRun()
                .ifPresent(
                        me -> me.read(new InstanceSnapshot(world.applications().find(key.application()), found)));
        return found;
    }

    /** DynamoDB reads the two items at different moments. */
    @Override
    public InstanceSnapshot read(InstanceKey key) {
        world.network().currentRun().ifPresent(OperationRun::beginsToRead);
        requireSealingKey("instances.read", world.instances().find(key));
        InstanceSnapshot snapshot = call("instances.read", () -> {
            if (world.network().random().nextBoolean()) {
                Optional<Application> application = world.applications().find(key.application());
                world.network().between();
                return new InstanceSnapshot(application, world.instances().find(key));
            }
            Optional<Instance> instance = world.instances().find(key);
            world.network().between();
            return new InstanceSnapshot(world.applications().find(key.application()), instance);
        });
        world.network().currentRun().ifPresent(me -> me.read(snapshot));
        return snapshot;
    }

    @Override
    public Optional<Instance> store(Instance changed) {
        requireSealingKey("instances.store", Optional.of(changed));
        Optional<Instance> stored = storeOnce(changed);
        if (stored.isPresent() && world.network().injects(Fault.REPEATED_AFTER_OTHERS_WROTE, "instances.store")) {
            stored.filter(written -> !written.key().isCanary()).ifPresent(this::viewerMoves);
            world.network().pause(REPEATED_AFTER);
            if (!world.instances().find(changed.key()).equals(stored)) {
                world.coverage().count("write unknown");
                throw new WriteUnknown("instances.store");
            }
        }
        return stored;
    }

    /** The instance's app asks from another address, which its vend stores. */
    private void viewerMoves(Instance instance) {
        ClientIp elsewhere = new ClientIp(
                Population.ADDRESS_PREFIX + (10 + world.network().random().nextInt(200)));
        Device moved = new Device(instance.device().info(), Optional.of(elsewhere));
        world.processes().start(Operations.vend(world, instance.key(), Duration.ZERO, moved), _ -> {});
    }

    private Optional<Instance> storeOnce(Instance changed) {
        return call("instances.store", () -> {
            if (world.network().injects(Fault.CONDITION_FAILED, "instances.store")) {
                return Optional.empty();
            }
            Optional<Instance> before = world.instances().find(changed.key());
            Optional<Instance> stored = world.instances().store(changed);
            stored.ifPresent(after -> {
                world.credentialInvariants().stored(before, after);
                world.tokenInvariants().stored(before, after);
                world.deviceInvariants().stored(after);
                world.statementInvariants().instanceStored(after);
                world.checkInvariants().instanceStored(after);
                world.leaseInvariants().stored(before, after);
                world.enrolmentInvariants().stored(before, after);
            });
            return stored;
        });
    }

    @Override
    public Optional<StorageFailure> sealSample() {
        return world.outages().sealingKeyInMemory()
                ? Optional.empty()
                : Optional.of(StorageFailure.of(new VaultUnavailable("keyset.read")));
    }

    @Override
    public boolean remove(Instance instance) {
        return call("instances.remove", () -> {
            boolean removed = world.instances().remove(instance);
            if (removed) {
                world.enrolmentInvariants().removed(instance);
            }
            return removed;
        });
    }

    @Override
    public Iterator<DueInstance> due(int shard, Instant until) {
        return call("instances.due", () -> world.instances().due(shard, until));
    }

    @Override
    public int sweepFrom() {
        return call("instances.sweepFrom", world.instances()::sweepFrom);
    }

    @Override
    public void sweepFrom(int shard) {
        call("instances.sweepFrom", () -> {
            world.instances().sweepFrom(shard);
            return true;
        });
    }

    @Override
    public int shards() {
        return world.instances().shards();
    }

    /** A token, a device's members and a salvaged client are sealed. */
    private void requireSealingKey(String what, Optional<Instance> instance) {
        boolean sealed = instance.filter(SimulatedInstances::holdsSealedValues).isPresent();
        if (sealed && !world.outages().sealingKeyInMemory()) {
            throw new VaultUnavailable(what + " without the sealing key");
        }
    }

    private static boolean holdsSealedValues(Instance instance) {
        boolean salvaged = instance.registration() instanceof Attempt attempt
                && attempt.toStore().isPresent();
        return salvaged || instance.token().isPresent() || !instance.device().equals(Device.NONE);
    }

    private <T> T call(String what, Supplier<T> work) {
        Supplier<T> lost = () -> {
            throw new StoreUnavailable(what);
        };
        return world.network().call(what, () -> world.outages().down(Service.DYNAMODB) ? lost.get() : work.get(), lost);
    }
}
