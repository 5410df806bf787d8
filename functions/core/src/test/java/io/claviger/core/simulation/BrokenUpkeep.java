package io.claviger.core.simulation;

import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.Upkeep;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Use cases that see or keep less of an instance's bookkeeping than there is. */
final class BrokenUpkeep {
    private BrokenUpkeep() {}

    static Mutation coolDownsAreIgnored() {
        return seeing(upkeep -> new Upkeep(
                upkeep.lease(),
                upkeep.failures(),
                upkeep.lastFailure(),
                Optional.empty(),
                upkeep.lastVendedAt(),
                upkeep.tokenRejectedAt(),
                upkeep.dueAt()));
    }

    static Mutation leasesAreIgnored() {
        return seeing(upkeep -> new Upkeep(
                Optional.empty(),
                upkeep.failures(),
                upkeep.lastFailure(),
                upkeep.coolDownUntil(),
                upkeep.lastVendedAt(),
                upkeep.tokenRejectedAt(),
                upkeep.dueAt()));
    }

    static Mutation everyReportCounts() {
        return seeing(upkeep -> new Upkeep(
                upkeep.lease(),
                upkeep.failures(),
                upkeep.lastFailure(),
                upkeep.coolDownUntil(),
                upkeep.lastVendedAt(),
                Optional.empty(),
                upkeep.dueAt()));
    }

    /** The wait that the same token handed back early begins is not kept. */
    static Mutation sameTokenIsNoReasonToWait() {
        return meddling(real -> new MeddlingInstances(real) {
            @Override
            Instance toStore(Instance instance) {
                Upkeep kept = instance.upkeep();
                return kept.failures() > 0
                        ? instance
                        : with(
                                instance,
                                new Upkeep(
                                        kept.lease(),
                                        kept.failures(),
                                        kept.lastFailure(),
                                        Optional.empty(),
                                        kept.lastVendedAt(),
                                        kept.tokenRejectedAt(),
                                        instance.token().map(_ -> instance.createdAt())));
            }
        });
    }

    /** Whoever comes back with a token stores it, whether the lease is still its own or not. */
    static Mutation slowWriterWins() {
        return new Mutation() {
            @Override
            public Ports meddle(Ports ports, InstantSource clock) {
                Instances forgetful = new MeddlingInstances(ports.instances()) {
                    private final Map<InstanceKey, Lease> taken = new HashMap<>();

                    @Override
                    Instance toStore(Instance instance) {
                        instance.upkeep().lease().ifPresent(lease -> taken.put(instance.key(), lease));
                        return instance;
                    }

                    @Override
                    public Optional<Instance> update(InstanceKey key, Function<Instance, Optional<Instance>> change) {
                        return super.update(
                                key,
                                current -> change.apply(Optional.ofNullable(taken.get(key))
                                        .map(current::leasedTo)
                                        .orElse(current)));
                    }
                };
                return ports.withRefreshing(new Ports.Refreshing(
                        forgetful,
                        ports.refreshing().vault(),
                        ports.refreshing().adobe()));
            }
        };
    }

    private static Mutation seeing(UnaryOperator<Upkeep> less) {
        return meddling(real -> new MeddlingInstances(real) {
            @Override
            Instance seen(Instance instance) {
                return with(instance, less.apply(instance.upkeep()));
            }
        });
    }

    static Mutation meddling(UnaryOperator<Instances> how) {
        return new Mutation() {
            @Override
            public Ports meddle(Ports ports, InstantSource clock) {
                return ports.withInstances(how.apply(ports.instances()));
            }
        };
    }
}
