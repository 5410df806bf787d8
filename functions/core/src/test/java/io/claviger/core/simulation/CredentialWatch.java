package io.claviger.core.simulation;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.Statement;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.InMemoryVault.Kept;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.instance.Rejection;
import io.claviger.core.simulation.Operation.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Watches credentials: who may blame, replace or discard which. */
final class CredentialWatch {
    static final String TAKEN_OVER_WHILE_REPLACING = "taken over from one that died replacing a client";

    private final World world;
    private final Set<ClientId> replaceable = new HashSet<>();
    private final Set<ClientId> refused = new HashSet<>();

    CredentialWatch(World world) {
        this.world = world;
    }

    /** An instance came to another state in the store. */
    void stored(Optional<Instance> before, Instance after) {
        InstanceKey key = after.key();
        world.seen().transition(before, after);
        if (before.isEmpty()) {
            world.viewerWatch().begun(key);
        }
        switch (after.registration()) {
            case Attempt attempt -> attempted(before, after, attempt);
            case Registration.Active(Client client) when !key.isCanary() -> agrees(key, client);
            case Registration.Active _ -> {}
            case Registration.Suspect(Client client, var _, var _) -> wasRefused(key, client);
            case Registration.Quarantined(Client client, Rejection why)
            when !why.code().equals("registration_refused") -> wasRefused(key, client);
            case Registration.Quarantined _ -> {}
            case Registration.Deregistered(Client _, Instant until) ->
                world.viewerWatch().deregistered(key, until);
        }
    }

    private void attempted(Optional<Instance> before, Instance after, Attempt attempt) {
        Running me = world.running();
        boolean taken = before.map(Instance::registration)
                .filter(was -> was instanceof Attempt same && same.attemptId().equals(attempt.attemptId()))
                .isEmpty();
        if (taken) {
            me.intends(after, world.scheduler().instant());
            before.map(Instance::registration)
                    .filter(was -> was instanceof Attempt dead && dead.endsUnknown())
                    .ifPresent(_ -> world.seen()
                            .count(
                                    attempt.replaces().isPresent()
                                            ? TAKEN_OVER_WHILE_REPLACING
                                            : "taken over from one that died"));
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
                || !world.clientWatch().usable(client.id(), me.begunAt())
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

    /** The vault's content for a key, before and after somebody wrote. */
    void vaultWritten(InstanceKey key, Optional<Kept> before, Optional<Kept> after) {
        Running me = world.running();
        if (ClientWatch.REFRESHING.contains(me.operation().kind())) {
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
        boolean watching =
                key.isCanary() && ClientWatch.CHECKING.contains(me.operation().kind()) && me.refused();
        boolean discarded = before.get().deletedFrom().isEmpty()
                && after.flatMap(Kept::deletedFrom).isPresent();
        world.verdict()
                .check(
                        Promise.VIEWERS_STAY_SIGNED_IN,
                        (!replaced || replaceable.contains(was) || watching)
                                && (!discarded || me.operation().kind() == Kind.DEREGISTER),
                        () -> me + " took " + was + " out of the vault");
    }

    /** Whether policy or an operator gave the client up. */
    boolean mayBeReplaced(ClientId client) {
        return replaceable.contains(client);
    }

    private Optional<ClientId> held(InstanceKey key) {
        return world.vault().secret(key).map(kept -> kept.client().credentials().clientId());
    }
}
