package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Invariants of viewers: a viewer stays signed in through the first client whose token the app used. */
final class ViewerInvariants {
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(6);

    private final World world;
    private final Map<InstanceKey, Instant> recoverableUntil = new HashMap<>();
    private final Map<InstanceKey, ClientId> viewers = new HashMap<>();

    ViewerInvariants(World world) {
        this.world = world;
    }

    void deregistered(InstanceKey key, Instant until) {
        recoverableUntil.put(key, until);
    }

    /** An instance is without a registration. After the recovery window, its viewer has to sign in again. */
    void unregistered(InstanceKey key) {
        boolean pastRecovery = Optional.ofNullable(recoverableUntil.get(key))
                .filter(until -> !world.scheduler().instant().isBefore(until.minus(MAX_CLOCK_DIFFERENCE)))
                .isPresent();
        if (pastRecovery) {
            viewers.remove(key);
        }
    }

    /** The instance's viewer uses a token of this client. */
    void usedBy(InstanceKey key, ClientId client) {
        ClientId before = viewers.putIfAbsent(key, client);
        if (before == null || before.equals(client)) {
            world.invariants().check(Invariant.VIEWERS_STAY_SIGNED_IN, true, () -> "");
        } else if (world.credentialInvariants().isReplaceable(before)) {
            world.coverage().count("viewer signed out by policy or operator");
            viewers.put(key, client);
        } else {
            world.invariants()
                    .check(
                            Invariant.VIEWERS_STAY_SIGNED_IN,
                            world.credentialInvariants().isReplaceable(client),
                            () -> "the viewer of " + key + " was signed in through " + before + " and gets a token of "
                                    + client);
        }
    }
}
