package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.PastFailure;
import io.claviger.core.vending.VendResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Invariants of the headers by which devices describe themselves. */
final class DeviceInvariants {
    private final World world;
    private final Map<InstanceKey, Instant> servedSince = new HashMap<>();

    DeviceInvariants(World world) {
        this.world = world;
    }

    /** Whether the cause of a cool-down is another now, and this ends it: not one that followed an early end. */
    static boolean changedTheCause(Instance was, Instance after) {
        Optional<Failure.Kind> cause =
                was.refreshState().lastFailure().filter(last -> !last.early()).map(PastFailure::kind);
        boolean otherHeader = !was.device().info().equals(after.device().info());
        boolean otherAddress = !was.device().ip().equals(after.device().ip());
        return cause.filter(kind -> switch (kind) {
                    case REQUEST_REFUSED -> otherHeader;
                    case THROTTLED -> otherAddress;
                    case UNAVAILABLE, UNINTELLIGIBLE -> false;
                })
                .isPresent();
    }

    /** An instance that was stored with a token has a header that Adobe accepted. */
    void stored(Instance after) {
        after.token().ifPresent(_ -> servedSince.put(after.key(), after.createdAt()));
    }

    /** When an instance that has had a token was created; empty if it has had none. */
    Optional<Instant> servedSince(InstanceKey key) {
        return Optional.ofNullable(servedSince.get(key));
    }

    /**
     * A vend handed out no token. For a caller without a header, the call carried the header of an earlier caller.
     *
     * @param servedBefore what {@link #servedSince} was when the vend began: a process that stood still answers late
     */
    void refused(InstanceKey key, Optional<Instant> servedBefore, Device caller, VendResult answer) {
        if (answer instanceof VendResult.Unavailable(CallFailure.Upstream(Failure.RequestRefused _), var _)) {
            Optional<Instance> instance = world.instances().find(key);
            Optional<Instant> createdAt = instance.map(Instance::createdAt);
            boolean coolDownHasToEnd = instance.flatMap(
                            found -> found.refreshState().lastFailure())
                    .filter(PastFailure::early)
                    .isPresent();
            boolean mayBeRefused = caller.info().isEmpty() || world.adobe().refusesHeaderOf(caller);
            boolean served = createdAt.isPresent() && createdAt.equals(servedBefore);
            world.invariants()
                    .check(
                            Invariant.PROVED_HEADERS_STAY,
                            (coolDownHasToEnd || mayBeRefused) && !served,
                            () -> world.currentRun() + " fails for its device header");
        }
    }
}
