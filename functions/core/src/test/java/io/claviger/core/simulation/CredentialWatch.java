package io.claviger.core.simulation;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Statement;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.InMemoryVault.Kept;
import io.claviger.core.fake.RegisteredClient;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.Rejection;
import io.claviger.core.simulation.Operation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches credentials: who may replace which, and which viewer hangs on which client. */
final class CredentialWatch {
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(6);
    private static final Set<Kind> CHECKING = EnumSet.of(Kind.CHECK, Kind.FOLLOW_EVIDENCE);
    private static final Set<Kind> REFRESHING = EnumSet.of(Kind.VEND, Kind.REFRESH, Kind.REPORT, Kind.SWEEP);

    private final World world;
    private final Set<ClientId> replaceable = new HashSet<>();
    private final Set<ClientId> refused = new HashSet<>();
    private final Set<ClientId> leftBehind = new HashSet<>();
    private final Map<InstanceKey, Instant> recoverableUntil = new HashMap<>();
    private final Map<InstanceKey, ClientId> viewers = new HashMap<>();

    CredentialWatch(World world) {
        this.world = world;
    }

    /** An instance came to another state in the store. */
    void stored(Optional<Instance> before, Instance after) {
        InstanceKey key = after.key();
        world.seen().transition(before, after);
        if (before.isEmpty()) {
            begun(key);
        }
        switch (after.registration()) {
            case Attempt attempt -> attempted(before, after, attempt);
            case Registration.Active(Client client) when !key.isCanary() -> agrees(key, client);
            case Registration.Active _ -> {}
            case Registration.Suspect(Client client, var _) -> wasRefused(key, client);
            case Registration.Quarantined(Client client, Rejection why)
            when !why.code().equals("registration_refused") -> wasRefused(key, client);
            case Registration.Quarantined _ -> {}
            case Registration.Deregistered(Client _, Instant until) -> recoverableUntil.put(key, until);
        }
    }

    private void begun(InstanceKey key) {
        boolean pastRecovery = Optional.ofNullable(recoverableUntil.get(key))
                .filter(until -> !world.scheduler().instant().isBefore(until.minus(CLOCKS_DIFFER)))
                .isPresent();
        if (pastRecovery) {
            viewers.remove(key);
        }
    }

    private void attempted(Optional<Instance> before, Instance after, Attempt attempt) {
        Running me = world.running();
        boolean taken = before.map(Instance::registration)
                .filter(was -> was instanceof Attempt same && same.attemptId().equals(attempt.attemptId()))
                .isEmpty();
        if (taken) {
            me.intends(after, world.scheduler().instant());
        }
        before.filter(was -> !(was.registration() instanceof Attempt))
                .flatMap(was -> was.registration().knownClient().map(client -> was))
                .ifPresent(was ->
                        mayReplace(me, was, was.registration().knownClient().orElseThrow()));
    }

    private void mayReplace(Running me, Instance was, Client client) {
        boolean adopts = me.operation().kind() == Kind.ADOPT;
        boolean entitled = adopts
                || me.operation().byOperator()
                || world.applications()
                        .find(was.key().application())
                        .filter(owner -> owner.onRejectedCredentials() == RejectedCredentialsPolicy.REREGISTER)
                        .isPresent();
        boolean useless = adopts
                || !usable(client.id(), me.begunAt())
                || world.applications()
                        .find(was.key().application())
                        .flatMap(owner -> owner.statement(was.statement()))
                        .filter(Statement::revoked)
                        .isPresent();
        world.verdict()
                .check(
                        Promise.VIEWERS_STAY_SIGNED_IN,
                        entitled && useless,
                        () -> me + " is about to replace " + client.id() + ", entitled: " + entitled + ", useless: "
                                + useless);
        replaceable.add(client.id());
    }

    private void agrees(InstanceKey key, Client client) {
        Optional<ClientId> held = held(key);
        world.verdict()
                .check(
                        Promise.RECORD_AND_VAULT_AGREE,
                        held.equals(Optional.of(client.id())),
                        () -> key + " is active with " + client.id() + " while the vault holds " + held);
    }

    private void wasRefused(InstanceKey key, Client client) {
        world.verdict()
                .check(
                        Promise.OUTAGES_CHANGE_NO_STATE,
                        refused.contains(client.id()),
                        () -> key + " is blamed although Adobe never refused " + client.id());
    }

    /** Adobe refused this client a token. */
    void refused(ClientId client) {
        refused.add(client);
    }

    /** Adobe just made this client; its answer is still on its way. */
    void clientMade(ClientId made) {
        Running me = world.running();
        Kind kind = me.operation().kind();
        me.made(made);
        if (REFRESHING.contains(kind)) {
            world.verdict().check(Promise.REFRESH_CHANGES_NO_CREDENTIALS, false, () -> me + " made the client " + made);
        } else if (CHECKING.contains(kind)) {
            world.verdict()
                    .check(
                            Promise.CHECK_LEAVES_NO_CLIENT,
                            me.refused(),
                            () -> me + " made " + made + " although nothing was refused");
        } else {
            me.operation().key().ifPresent(key -> mayMint(me, key, made));
        }
    }

    private void mayMint(Running me, InstanceKey key, ClientId made) {
        Optional<Kept> there = world.vault()
                .secret(key)
                .filter(kept -> kept.writtenAt().isBefore(me.intentAt().minus(SimulatedVault.MOMENT)))
                .filter(kept ->
                        !replaceable.contains(kept.client().credentials().clientId()))
                .filter(kept -> usable(kept.client().credentials().clientId(), me.begunAt()));
        boolean salvaged = me.intent()
                .map(Instance::registration)
                .filter(begun -> begun instanceof Attempt attempt
                        && attempt.salvaged()
                                .filter(client -> usable(client.credentials().clientId(), me.begunAt()))
                                .isPresent())
                .isPresent();
        world.verdict()
                .check(
                        Promise.NEVER_MINTED_TWICE,
                        there.isEmpty() && !salvaged && me.intent().isPresent(),
                        () -> me + " made " + made + " although there was " + there.map(Kept::client)
                                + (salvaged ? " (salvaged)" : ""));
    }

    /** The vault's content for a key, before and after somebody wrote. */
    void vaultWritten(InstanceKey key, Optional<Kept> before, Optional<Kept> after) {
        Running me = world.running();
        if (REFRESHING.contains(me.operation().kind())) {
            world.verdict()
                    .check(
                            Promise.REFRESH_CHANGES_NO_CREDENTIALS,
                            before.equals(after),
                            () -> me + " wrote to the vault");
        }
        if (before.isEmpty()) {
            return;
        }
        ClientId was = before.get().client().credentials().clientId();
        boolean replaced = !held(key).equals(Optional.of(was));
        boolean watching = key.isCanary() && CHECKING.contains(me.operation().kind()) && me.refused();
        boolean discarded = before.get().deletedFrom().isEmpty()
                && after.flatMap(Kept::deletedFrom).isPresent();
        world.verdict()
                .check(
                        Promise.VIEWERS_STAY_SIGNED_IN,
                        (!replaced || replaceable.contains(was) || watching)
                                && (!discarded || me.operation().kind() == Kind.DEREGISTER),
                        () -> me + " took " + was + " out of the vault");
    }

    /** An operation came to its end: if nothing went wrong, what it made is in use or written down as left behind. */
    void ended(Running me) {
        if (me.disturbed() || me.made().isEmpty()) {
            return;
        }
        ClientId made = me.made().get();
        world.verdict()
                .check(
                        Promise.EVERY_CLIENT_IS_KNOWN,
                        leftBehind.contains(made)
                                || replaceable.contains(made)
                                || world.vault().holds(made),
                        () -> me + " made " + made + ", which is neither kept nor known to be left behind");
    }

    void leftBehind(ClientId client) {
        leftBehind.add(client);
        world.seen().count("client left behind");
    }

    /** A viewer of the instance uses the app with a token of this client. */
    void usedBy(InstanceKey key, ClientId client) {
        ClientId before = viewers.putIfAbsent(key, client);
        if (before == null || before.equals(client)) {
            world.verdict().check(Promise.VIEWERS_STAY_SIGNED_IN, true, () -> "");
        } else if (replaceable.contains(before)) {
            world.seen().count("viewer signed out by policy or operator");
            viewers.put(key, client);
        } else {
            world.verdict()
                    .check(
                            Promise.VIEWERS_STAY_SIGNED_IN,
                            replaceable.contains(client),
                            () -> "the viewer of " + key + " was signed in through " + before
                                    + " and is given a token of " + client);
        }
    }

    private Optional<ClientId> held(InstanceKey key) {
        return world.vault().secret(key).map(kept -> kept.client().credentials().clientId());
    }

    private boolean usable(ClientId client, Instant since) {
        return world.adobe()
                .client(client)
                .filter((RegisteredClient known) -> known.usableSince(since))
                .isPresent();
    }
}
