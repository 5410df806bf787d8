package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Single wrong answers of Adobe's: the refusal of something good, or a new client that a replica does not know for some
 * seconds. Ten minutes lie between two of them.
 */
final class UpstreamMistakes {
    private static final Duration APART = Duration.ofMinutes(10);
    private static final int MAX_LAG_MILLIS = 8_000;

    private final World world;
    private final Map<ClientId, Instant> unknownUntil = new HashMap<>();
    private Instant latest = Instant.EPOCH;

    UpstreamMistakes(World world) {
        this.world = world;
    }

    /** Whether this call is refused, whatever the truth is. */
    boolean refuses(String what) {
        return begins(Fault.WRONGLY_REFUSED, what);
    }

    void registered(ClientId client) {
        if (begins(Fault.REPLICA_LAG, "adobe.register")) {
            unknownUntil.put(client, now().plusMillis(world.network().random().nextInt(MAX_LAG_MILLIS)));
        }
    }

    /** False while a replica does not know the client yet. */
    boolean knows(ClientId client) {
        boolean knows = !now().isBefore(unknownUntil.getOrDefault(client, Instant.MIN));
        if (!knows) {
            latest = now();
            world.network().currentRun().ifPresent(OperationRun::disturb);
        }
        return knows;
    }

    boolean since(Instant then) {
        return !latest.isBefore(then);
    }

    private boolean begins(Fault fault, String what) {
        boolean begins = now().isAfter(latest.plus(APART)) && world.network().injects(fault, what);
        if (begins) {
            latest = now();
        }
        return begins;
    }

    private Instant now() {
        return world.scheduler().instant();
    }
}
