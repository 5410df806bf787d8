package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Watches the viewers: each is signed in through the client that the app first had a token of. */
final class ViewerWatch {
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(6);

    private final World world;
    private final Map<InstanceKey, Instant> recoverableUntil = new HashMap<>();
    private final Map<InstanceKey, ClientId> viewers = new HashMap<>();

    ViewerWatch(World world) {
        this.world = world;
    }

    void deregistered(InstanceKey key, Instant until) {
        recoverableUntil.put(key, until);
    }

    /** An instance is registered that was not there: past recovery, its viewer has to sign in anew. */
    void begun(InstanceKey key) {
        boolean pastRecovery = Optional.ofNullable(recoverableUntil.get(key))
                .filter(until -> !world.scheduler().instant().isBefore(until.minus(CLOCKS_DIFFER)))
                .isPresent();
        if (pastRecovery) {
            viewers.remove(key);
        }
    }

    /** A viewer of the instance uses the app with a token of this client. */
    void usedBy(InstanceKey key, ClientId client) {
        ClientId before = viewers.putIfAbsent(key, client);
        if (before == null || before.equals(client)) {
            world.verdict().check(Promise.VIEWERS_STAY_SIGNED_IN, true, () -> "");
        } else if (world.credentialWatch().mayBeReplaced(before)) {
            world.seen().count("viewer signed out by policy or operator");
            viewers.put(key, client);
        } else {
            world.verdict()
                    .check(
                            Promise.VIEWERS_STAY_SIGNED_IN,
                            world.credentialWatch().mayBeReplaced(client),
                            () -> "the viewer of " + key + " was signed in through " + before
                                    + " and is given a token of " + client);
        }
    }
}
