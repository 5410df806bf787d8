package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.InMemoryVault.Kept;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.simulation.Operation.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches the clients that Adobe makes: who may have one made, and whether Claviger knows of each. */
final class ClientWatch {
    static final Set<Kind> CHECKING = EnumSet.of(Kind.CHECK, Kind.FOLLOW_EVIDENCE);
    static final Set<Kind> REFRESHING = EnumSet.of(Kind.VEND, Kind.REFRESH, Kind.REPORT, Kind.SWEEP);

    private final World world;
    private final Map<InstanceKey, List<ClientId>> made = new HashMap<>();
    private final Set<ClientId> writtenDown = new HashSet<>();
    private final Set<ClientId> leftBehind = new HashSet<>();
    private final Map<InstanceKey, Integer> possiblyLeftBehind = new HashMap<>();

    ClientWatch(World world) {
        this.world = world;
    }

    /** Adobe just made this client; its answer is still on its way. */
    void made(ClientId client, SoftwareStatement statement) {
        Running me = world.running();
        Kind kind = me.operation().kind();
        me.made(client);
        InstanceKey key = me.operation()
                .key()
                .filter(_ -> !CHECKING.contains(kind))
                .orElseGet(() -> InstanceKey.canaryOf(me.operation().application(), statement.fingerprint()));
        made.computeIfAbsent(key, _ -> new ArrayList<>()).add(client);
        if (REFRESHING.contains(kind)) {
            world.verdict()
                    .check(Promise.REFRESH_CHANGES_NO_CREDENTIALS, false, () -> me + " made the client " + client);
        } else if (CHECKING.contains(kind)) {
            world.verdict()
                    .check(
                            Promise.CHECK_LEAVES_NO_CLIENT,
                            me.refused(),
                            () -> me + " made " + client + " although nothing was refused");
        } else {
            mayMint(me, key, client);
        }
    }

    private void mayMint(Running me, InstanceKey key, ClientId client) {
        Optional<Kept> there = world.vault()
                .secret(key)
                .filter(kept -> kept.writtenAt().isBefore(me.intentAt().minus(SimulatedVault.MOMENT)))
                .filter(kept -> !world.credentialWatch()
                        .mayBeReplaced(kept.client().credentials().clientId()))
                .filter(kept -> usable(kept.client().credentials().clientId(), me.begunAt()));
        boolean salvaged = me.intent()
                .map(Instance::registration)
                .filter(begun -> begun instanceof Attempt attempt
                        && attempt.salvaged()
                                .filter(kept -> usable(kept.credentials().clientId(), me.begunAt()))
                                .isPresent())
                .isPresent();
        world.verdict()
                .check(
                        Promise.NEVER_MINTED_TWICE,
                        there.isEmpty() && !salvaged && me.intent().isPresent(),
                        () -> me + " made " + client + " although there was " + there.map(Kept::client)
                                + (salvaged ? " (salvaged)" : ""));
    }

    /** Whether the client could be used at every moment since then. */
    boolean usable(ClientId client, Instant since) {
        return world.adobe()
                .client(client)
                .filter(known -> known.usableSince(since))
                .isPresent();
    }

    void writtenDown(ClientId client) {
        writtenDown.add(client);
    }

    void leftBehind(ClientId client) {
        writtenDown(client);
        leftBehind.add(client);
        world.seen().count("client left behind");
    }

    void possiblyLeftBehind(InstanceKey key) {
        possiblyLeftBehind.merge(key, 1, Integer::sum);
    }

    /** An operation came to its end: if nothing went wrong, what it made is in use or written down as left behind. */
    void ended(Running me) {
        if (me.disturbed() || me.made().isEmpty()) {
            return;
        }
        ClientId client = me.made().get();
        world.verdict()
                .check(
                        Promise.EVERY_CLIENT_IS_KNOWN,
                        leftBehind.contains(client)
                                || world.credentialWatch().mayBeReplaced(client)
                                || world.vault().holds(client),
                        () -> me + " made " + client + ", which is neither kept nor known to be left behind");
    }

    /** The run came to its end: whatever client is not written down by its id is written down as possible, one by one. */
    void allAreKnown() {
        made.forEach((key, clients) -> {
            List<ClientId> unknown = clients.stream()
                    .filter(client -> !writtenDown.contains(client))
                    .toList();
            int possible = possiblyLeftBehind.getOrDefault(key, 0) + (mayStillBeTakenOver(key) ? 1 : 0);
            world.verdict()
                    .check(
                            Promise.EVERY_CLIENT_IS_KNOWN,
                            unknown.size() <= possible,
                            () -> "nobody knows of " + unknown + ", made for " + key + "; possible are " + possible);
        });
        if (world.faults().calm()) {
            world.verdict()
                    .check(
                            Promise.EVERY_CLIENT_IS_KNOWN,
                            possiblyLeftBehind.isEmpty(),
                            () -> "nothing went wrong, and yet clients may be left behind: " + possiblyLeftBehind);
        }
    }

    private boolean mayStillBeTakenOver(InstanceKey key) {
        return world.instances()
                .find(key)
                .filter(instance -> instance.registration() instanceof Attempt
                        || instance.refreshState().lease().isPresent())
                .isPresent();
    }
}
