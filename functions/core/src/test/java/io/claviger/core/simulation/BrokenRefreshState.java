package io.claviger.core.simulation;

import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.RefreshState;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Use cases that see or keep less of an instance's bookkeeping than there is. */
final class BrokenRefreshState {
    private BrokenRefreshState() {}

    static Mutation coolDownsAreIgnored() {
        return seeing(refreshState -> new RefreshState(
                refreshState.lease(),
                refreshState.failures(),
                refreshState.lastFailure(),
                Optional.empty(),
                refreshState.lastVendedAt(),
                refreshState.tokenRejectedAt(),
                refreshState.dueAt()));
    }

    static Mutation leasesAreIgnored() {
        return seeing(refreshState -> new RefreshState(
                Optional.empty(),
                refreshState.failures(),
                refreshState.lastFailure(),
                refreshState.coolDownUntil(),
                refreshState.lastVendedAt(),
                refreshState.tokenRejectedAt(),
                refreshState.dueAt()));
    }

    static Mutation everyReportCounts() {
        return seeing(refreshState -> new RefreshState(
                refreshState.lease(),
                refreshState.failures(),
                refreshState.lastFailure(),
                refreshState.coolDownUntil(),
                refreshState.lastVendedAt(),
                Optional.empty(),
                refreshState.dueAt()));
    }

    /** The wait that the same token handed back early begins is not kept. */
    static Mutation sameTokenIsNoReasonToWait() {
        return meddling(real -> new MeddlingInstances(real) {
            @Override
            Instance toStore(Instance instance) {
                RefreshState kept = instance.refreshState();
                return kept.failures() > 0
                        ? instance
                        : with(
                                instance,
                                new RefreshState(
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
                        instance.refreshState().lease().ifPresent(lease -> taken.put(instance.key(), lease));
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
                return ports.withRefreshing(new Ports.RefreshPorts(
                        forgetful,
                        ports.refreshing().vault(),
                        ports.refreshing().adobe()));
            }
        };
    }

    private static Mutation seeing(UnaryOperator<RefreshState> less) {
        return meddling(real -> new MeddlingInstances(real) {
            @Override
            Instance seen(Instance instance) {
                return with(instance, less.apply(instance.refreshState()));
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
