package io.claviger.core.simulation;

import io.claviger.core.fake.DelegatingInstances;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Functions.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stores that forget what devices enrolled with, or remember it too long. */
final class EnrolmentMutations {
    private EnrolmentMutations() {}

    /** A write leaves the code in the item that it should take away. */
    static Mutation codesAreNotUsedUp() {
        return RefreshStateMutations.mutatingInstances(real -> new DelegatingInstances(real) {
            private final Map<InstanceKey, Enrolment.Code> read = new HashMap<>();

            @Override
            protected Instance toRead(Instance instance) {
                instance.enrolment().code().ifPresent(code -> read.put(instance.key(), code));
                return instance;
            }

            @Override
            protected Instance toStore(Instance instance) {
                Enrolment stored = instance.enrolment();
                Optional<Enrolment.Code> kept = stored.code().or(() -> Optional.ofNullable(read.get(instance.key())));
                return instance.with(new Enrolment(stored.keys(), kept));
            }
        });
    }

    /** The token function's writes drop the attribute, as a version does that does not know it. */
    static Mutation tokensAreStoredWithoutDeviceKeys() {
        return Mutation.of(
                Role.TOKEN,
                (ports, _) -> ports.withInstances(new DelegatingInstances(ports.instances()) {
                    @Override
                    protected Instance toStore(Instance instance) {
                        return instance.with(Enrolment.NONE);
                    }
                }));
    }

    /** A process writes the device keys that it read first. */
    static Mutation deviceKeysAreRemembered() {
        return RefreshStateMutations.mutatingInstances(real -> new DelegatingInstances(real) {
            private final Map<InstanceKey, Enrolment> first = new HashMap<>();

            @Override
            protected Instance toRead(Instance instance) {
                return instance.with(first.computeIfAbsent(instance.key(), _ -> instance.enrolment()));
            }

            @Override
            protected Instance toStore(Instance instance) {
                first.put(instance.key(), instance.enrolment());
                return instance;
            }
        });
    }
}
