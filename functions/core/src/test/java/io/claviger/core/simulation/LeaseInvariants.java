package io.claviger.core.simulation;

import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Lease;
import io.claviger.core.simulation.Operation.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The invariant of leases: an operation uses its own and gives it back. */
final class LeaseInvariants {
    private final World world;
    private final Map<OperationRun, Map<InstanceKey, String>> taken = new HashMap<>();

    LeaseInvariants(World world) {
        this.world = world;
    }

    /** The store holds a new state of an instance. */
    void stored(Optional<Instance> before, Instance after) {
        owner(Optional.of(after))
                .filter(owner -> !owner(before).equals(Optional.of(owner)))
                .ifPresent(owner -> taken.computeIfAbsent(world.currentRun(), _ -> new HashMap<>())
                        .put(after.key(), owner));
    }

    private static Optional<String> owner(Optional<Instance> instance) {
        return instance.flatMap(it -> it.refreshState().lease()).map(Lease::owner);
    }

    /**
     * An operation has ended with a result. One that takes its own lease for another's leaves it behind. A deregistration that
     * could not discard the credentials keeps its lease: a later one does that.
     */
    void ended(OperationRun me) {
        if (me.operation().kind() == Kind.DEREGISTER) {
            return;
        }
        taken.getOrDefault(me, Map.of())
                .forEach((key, owner) -> world.invariants()
                        .check(
                                Invariant.LEASES_ARE_GIVEN_BACK,
                                !holds(me, key, owner),
                                () -> me + " leaves its lease of " + key + " behind"));
    }

    private boolean holds(OperationRun me, InstanceKey key, String owner) {
        return world.instances()
                .find(key)
                .filter(instance -> instance.isLeasedTo(owner))
                .filter(instance ->
                        instance.refreshState().leased(me.process().clock().instant()))
                .isPresent();
    }
}
