package io.claviger.core.simulation;

import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.fake.Ports;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Lease;
import io.claviger.core.instance.RefreshState;
import io.claviger.core.instance.TokenState;
import io.claviger.core.simulation.Functions.Role;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Mutations that hide or drop a part of an instance's refresh state. */
final class RefreshStateMutations {
    private RefreshStateMutations() {}

    static Mutation coolDownsAreIgnored() {
        return reading(refreshState -> new RefreshState(
                refreshState.lease(),
                refreshState.failures(),
                refreshState.lastFailure(),
                Optional.empty(),
                refreshState.lastVendedAt(),
                refreshState.tokenRejectedAt(),
                refreshState.dueAt()));
    }

    static Mutation leasesAreIgnored() {
        return reading(refreshState -> new RefreshState(
                Optional.empty(),
                refreshState.failures(),
                refreshState.lastFailure(),
                refreshState.coolDownUntil(),
                refreshState.lastVendedAt(),
                refreshState.tokenRejectedAt(),
                refreshState.dueAt()));
    }

    static Mutation everyReportCounts() {
        return reading(refreshState -> new RefreshState(
                refreshState.lease(),
                refreshState.failures(),
                refreshState.lastFailure(),
                refreshState.coolDownUntil(),
                refreshState.lastVendedAt(),
                Optional.empty(),
                refreshState.dueAt()));
    }

    /** Drops the wait that starts when Adobe hands the same token back early. */
    static Mutation sameTokenStartsNoWait() {
        return mutatingInstances(real -> new DelegatingInstances(real) {
            @Override
            protected Instance toStore(Instance instance) {
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

    /** A token counts only until its refresh point. */
    static Mutation staleTokensAreNotRead() {
        return Mutation.of(
                Role.TOKEN,
                (ports, clock) -> ports.withInstances(new DelegatingInstances(ports.instances()) {
                    @Override
                    protected Instance toRead(Instance instance) {
                        return instance.token()
                                        .filter(token -> token.state(clock.instant()) == TokenState.STALE)
                                        .isPresent()
                                ? instance.withdrawn()
                                : instance;
                    }
                }));
    }

    /** A refresh stores its token even after it has lost the lease. */
    static Mutation slowWriterWins() {
        return Mutation.of(Role.TOKEN, (ports, _) -> {
            Instances takesLeaseBack = new DelegatingInstances(ports.instances()) {
                private final Map<InstanceKey, Lease> taken = new HashMap<>();

                @Override
                protected Instance toStore(Instance instance) {
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
            return ports.withInstances(takesLeaseBack);
        });
    }

    private static Mutation reading(UnaryOperator<RefreshState> less) {
        return mutatingInstances(real -> new DelegatingInstances(real) {
            @Override
            protected Instance toRead(Instance instance) {
                return with(instance, less.apply(instance.refreshState()));
            }
        });
    }

    static Mutation mutatingInstances(UnaryOperator<Instances> how) {
        return new Mutation() {
            @Override
            public Ports mutate(Role role, Ports ports, InstantSource clock) {
                return ports.withInstances(how.apply(ports.instances()));
            }
        };
    }
}
