package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.InMemoryVault.StoredSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.simulation.AwsOutages.Service;
import io.claviger.core.simulation.Operation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Invariants of clients: which operation may register one, and that Claviger knows each. */
final class ClientInvariants {
    static final Set<Kind> CHECKING = EnumSet.of(Kind.CHECK, Kind.FOLLOW_EVIDENCE);
    static final Set<Kind> REFRESHING = EnumSet.of(Kind.VEND, Kind.REFRESH, Kind.REPORT, Kind.SWEEP);

    private static final Duration LEASE = RegistrationPolicy.DEFAULT.lease();
    private static final Duration TIME_TO_KEEP = Duration.ofSeconds(3);
    private static final Duration MAX_CALL = Duration.ofSeconds(7);

    private final World world;
    private final Map<InstanceKey, List<ClientId>> made = new HashMap<>();
    private final Set<ClientId> recorded = new HashSet<>();
    private final Set<ClientId> leftBehind = new HashSet<>();
    private final Map<InstanceKey, Integer> possiblyLeftBehind = new HashMap<>();
    private final Set<String> attemptsInDoubt = new HashSet<>();

    ClientInvariants(World world) {
        this.world = world;
    }

    /** Adobe has registered this client. The answer has not arrived yet. */
    void made(ClientId client, SoftwareStatement statement, Optional<RedirectUri> redirectUri) {
        if (redirectUri.filter(ClientInvariants::isProbe).isPresent()) {
            world.checkInvariants().probeMade(client, statement.fingerprint());
            return;
        }
        OperationRun me = world.currentRun();
        Kind kind = me.operation().kind();
        me.made(client);
        InstanceKey key = me.operation()
                .key()
                .or(() -> me.intent().map(Instance::key))
                .filter(_ -> !CHECKING.contains(kind))
                .orElseGet(() -> InstanceKey.canaryOf(me.operation().application(), statement.fingerprint()));
        made.computeIfAbsent(key, _ -> new ArrayList<>()).add(client);
        if (REFRESHING.contains(kind)) {
            world.invariants()
                    .check(
                            Invariant.REFRESH_CHANGES_NO_CREDENTIALS,
                            false,
                            () -> me + " registered the client " + client);
        } else if (CHECKING.contains(kind)) {
            world.invariants()
                    .check(
                            Invariant.CHECK_LEAVES_NO_CLIENT,
                            me.refused()
                                    || me.stalledSinceVaultRead()
                                    || world.vault().secret(key).isEmpty(),
                            () -> me + " registered " + client + " although Adobe refused nothing");
        } else {
            checkMayRegister(me, key, client);
        }
    }

    /** Nothing keeps the client of a probe. */
    static boolean isProbe(RedirectUri uri) {
        return uri.value().startsWith("claviger-revocation-probe:");
    }

    private void checkMayRegister(OperationRun me, InstanceKey key, ClientId client) {
        Optional<StoredSecret> there = world.vault()
                .secret(key)
                .filter(kept -> kept.writtenAt().isBefore(me.intentAt().minus(SimulatedVault.VISIBILITY_DELAY)))
                .filter(kept -> !world.credentialInvariants()
                        .isReplaceable(kept.client().credentials().clientId()))
                .filter(kept -> usable(kept.client().credentials().clientId(), me.begunAt()));
        boolean salvaged = me.intent()
                .map(Instance::registration)
                .filter(begun -> begun instanceof Attempt attempt
                        && attempt.toStore()
                                .filter(kept -> usable(kept.credentials().clientId(), me.begunAt()))
                                .isPresent())
                .isPresent();
        world.invariants()
                .check(
                        Invariant.NEVER_REGISTERED_TWICE,
                        there.isEmpty() && !salvaged && me.intent().isPresent(),
                        () -> me + " registered " + client + " although the vault held "
                                + there.map(StoredSecret::client) + (salvaged ? " (salvaged)" : ""));
    }

    /** Whether the client was usable at every moment since then. */
    boolean usable(ClientId client, Instant since) {
        return world.adobe()
                .client(client)
                .filter(known -> known.usableSince(since))
                .isPresent();
    }

    void recorded(ClientId client) {
        recorded.add(client);
    }

    void leftBehind(ClientId client) {
        recorded(client);
        leftBehind.add(client);
        world.coverage().count("client left behind");
    }

    void possiblyLeftBehind(InstanceKey key, String attemptId) {
        possiblyLeftBehind.merge(key, 1, Integer::sum);
        attemptsInDoubt.add(attemptId);
    }

    /**
     * An operation has ended, and its process lives. The client that it received is kept, unless another one was, the attempt passed
     * to another process, DynamoDB was down until the lease ended or the last call before that hung, or a call hung that left no
     * time for another try.
     */
    void checkReceivedIsKept(OperationRun me) {
        if (me.stalled() || me.intent().isEmpty() || me.received().isEmpty()) {
            return;
        }
        Instance intent = me.intent().get();
        ClientId client = me.received().get().client();
        boolean inTime =
                me.received().get().at().isBefore(me.intentAt().plus(LEASE).minus(TIME_TO_KEEP));
        if (inTime
                && intent.registration() instanceof Attempt mine
                && mine.endsUnknown()
                && mine.toStore().isEmpty()) {
            Optional<Attempt> stored = world.instances()
                    .find(intent.key())
                    .map(Instance::registration)
                    .filter(Attempt.class::isInstance)
                    .map(Attempt.class::cast)
                    .filter(attempt -> attempt.attemptId().equals(mine.attemptId()));
            boolean kept = stored.isEmpty()
                    || stored.flatMap(Attempt::toStore).isPresent()
                    || world.vault().holds(client)
                    || world.credentialInvariants().isReplaceable(client)
                    || (leftBehind.contains(client)
                            && world.vault().secret(intent.key()).isPresent())
                    || me.hungPast(mine.leaseUntil())
                    || world.outages()
                            .downAt(Service.DYNAMODB, me.intentAt().plus(LEASE).minus(MAX_CALL));
            world.invariants()
                    .check(
                            Invariant.RECEIVED_CLIENTS_ARE_KEPT,
                            kept,
                            () -> me + " received " + client + " and lost it");
        }
    }

    /** A client that Adobe made, or was just making, is kept, or the log says that it is left behind. */
    void endedByLambda(OperationRun me, String call) {
        world.coverage().count(me.operation().kind() + " ended by Lambda");
        boolean lost = me.received()
                .map(OperationRun.Received::client)
                .filter(client -> !leftBehind.contains(client)
                        && !isInDoubt(me)
                        && !world.vault().holds(client)
                        && !world.credentialInvariants().isReplaceable(client)
                        && !salvaged(me, client))
                .isPresent();
        world.invariants()
                .check(
                        Invariant.NO_CLIENT_IS_CUT_OFF,
                        !lost && !call.equals("adobe.register"),
                        () -> "Lambda ends " + me + " at " + call);
    }

    private boolean isInDoubt(OperationRun me) {
        return me.intent()
                .map(Instance::registration)
                .filter(begun -> begun instanceof Attempt attempt && attemptsInDoubt.contains(attempt.attemptId()))
                .isPresent();
    }

    private boolean salvaged(OperationRun me, ClientId client) {
        return me.intent()
                .flatMap(intent -> world.instances().find(intent.key()))
                .map(Instance::registration)
                .filter(Attempt.class::isInstance)
                .flatMap(attempt -> ((Attempt) attempt).toStore())
                .filter(kept -> kept.credentials().clientId().equals(client))
                .isPresent();
    }

    /** An operation has ended. Without a fault, its client is in the vault, salvaged, replaceable, or recorded as left behind. */
    void ended(OperationRun me) {
        if (me.disturbed() || me.made().isEmpty()) {
            return;
        }
        ClientId client = me.made().get();
        world.invariants()
                .check(
                        Invariant.EVERY_CLIENT_IS_KNOWN,
                        leftBehind.contains(client)
                                || world.credentialInvariants().isReplaceable(client)
                                || world.vault().holds(client)
                                || salvaged(me, client),
                        () -> me + " registered " + client + ", which is neither stored nor recorded as left behind");
    }

    /** The run has ended. Each client without a record by its id has one record of a possible client. */
    void checkAllKnown() {
        made.forEach((key, clients) -> {
            List<ClientId> unknown = clients.stream()
                    .filter(client -> !recorded.contains(client))
                    .toList();
            int possible = possiblyLeftBehind.getOrDefault(key, 0) + (mayStillBeTakenOver(key) ? 1 : 0);
            world.invariants()
                    .check(
                            Invariant.EVERY_CLIENT_IS_KNOWN,
                            unknown.size() <= possible,
                            () -> "no record of " + unknown + ", registered for " + key + "; possible clients: "
                                    + possible);
        });
        if (world.faults().faultless()) {
            world.invariants()
                    .check(
                            Invariant.EVERY_CLIENT_IS_KNOWN,
                            possiblyLeftBehind.isEmpty(),
                            () -> "clients may be left behind in a run without faults: " + possiblyLeftBehind);
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
