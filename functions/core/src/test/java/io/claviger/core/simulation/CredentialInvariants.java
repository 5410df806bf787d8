package io.claviger.core.simulation;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.application.StatementRecord;
import io.claviger.core.credentials.ClientId;
import io.claviger.core.fake.InMemoryVault.StoredSecret;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Refusal;
import io.claviger.core.instance.Registration;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.simulation.Operation.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Invariants of credentials: which operation may reject, replace or discard them. */
final class CredentialInvariants {
    static final String TAKEN_OVER_WHILE_REPLACING = "taken over from a crashed replacement";

    private final World world;
    private final Set<ClientId> replaceable = new HashSet<>();
    private final Set<ClientId> refused = new HashSet<>();
    private final Set<ClientId> unproved = new HashSet<>();
    private final Map<ClientId, InstanceKey> deletedByHand = new HashMap<>();

    CredentialInvariants(World world) {
        this.world = world;
    }

    /** The store holds a new state of an instance. */
    void stored(Optional<Instance> before, Instance after) {
        InstanceKey key = after.key();
        world.coverage().transition(before, after);
        if (before.isEmpty()) {
            world.viewerInvariants().unregistered(key);
        }
        switch (after.registration()) {
            case Registration.Unregistered _ -> world.viewerInvariants().unregistered(key);
            case Attempt attempt -> attempted(before, after, attempt);
            case Registration.Active(Client client) when !key.isCanary() -> checkAgreement(key, client);
            case Registration.Active _ -> {}
            case Registration.Suspect(Client client, var _, var _) -> checkRefused(key, client);
            case Registration.Quarantined(Client client, Refusal why)
            when !why.code().equals("registration_refused") -> checkRefused(key, client);
            case Registration.Quarantined _ -> {}
            case Registration.Deregistered(Client _, Instant until) ->
                world.viewerInvariants().deregistered(key, until);
        }
    }

    private void attempted(Optional<Instance> before, Instance after, Attempt attempt) {
        OperationRun me = world.currentRun();
        if (after.key().isCanary()) {
            // The vault may hold a newer client than the item of a check that died.
            attempt.replaces().map(Client::id).ifPresent(replaceable::add);
        }
        boolean taken = before.map(Instance::registration)
                .filter(was -> was instanceof Attempt same && same.attemptId().equals(attempt.attemptId()))
                .isEmpty();
        if (taken) {
            me.intends(after, world.scheduler().instant());
            before.map(Instance::registration)
                    .filter(was -> was instanceof Attempt dead && dead.endsUnknown())
                    .ifPresent(_ -> world.coverage()
                            .count(
                                    attempt.replaces().isPresent()
                                            ? TAKEN_OVER_WHILE_REPLACING
                                            : "taken over from a crashed attempt"));
        }
        before.filter(was -> !(was.registration() instanceof Attempt))
                .flatMap(was -> was.registration().knownClient().map(client -> was))
                .ifPresent(was -> checkMayReplace(
                        me, was, was.registration().knownClient().orElseThrow()));
    }

    private void checkMayReplace(OperationRun me, Instance was, Client client) {
        replaceable.add(client.id());
        if (was.key().isCanary()) {
            return;
        }
        boolean adopts = me.operation().kind() == Kind.ADOPT;
        world.invariants()
                .check(
                        Invariant.UNPROVED_CLIENTS_STAY,
                        adopts || !unproved.contains(client.id()) || isGone(client.id()),
                        () -> me + " replaces " + client.id() + ", which was adopted and has never got a token");
        boolean entitled = adopts
                || me.operation().byOperator()
                || world.applications()
                        .find(was.key().application())
                        .filter(owner -> owner.onRejectedCredentials() == RejectedCredentialsPolicy.REREGISTER)
                        .isPresent();
        boolean useless = adopts
                || isGone(client.id())
                || !world.clientInvariants().usable(client.id(), me.begunAt())
                || world.applications()
                        .find(was.key().application())
                        .flatMap(owner -> owner.statement(was.statement()))
                        .filter(StatementRecord::revoked)
                        .isPresent();
        world.invariants()
                .check(
                        Invariant.VIEWERS_STAY_SIGNED_IN,
                        entitled && useless,
                        () -> me + " replaces " + client.id() + ", entitled: " + entitled + ", useless: " + useless);
    }

    private void checkAgreement(InstanceKey key, Client client) {
        Optional<ClientId> held = held(key);
        world.invariants()
                .check(
                        Invariant.RECORD_AND_VAULT_AGREE,
                        held.equals(Optional.of(client.id())) || isGone(client.id()),
                        () -> key + " is active with " + client.id() + " while the vault holds " + held);
    }

    private void checkRefused(InstanceKey key, Client client) {
        world.invariants()
                .check(
                        Invariant.OUTAGES_CHANGE_NO_STATE,
                        refused.contains(client.id()),
                        () -> key + " is suspected although Adobe never refused " + client.id());
    }

    /** Somebody deleted this client's secret, now or from the end of a recovery window on. */
    void deletedByHand(InstanceKey key, ClientId client) {
        deletedByHand.put(client, key);
    }

    /** Deleted by hand, and not restored in time. */
    private boolean isGone(ClientId client) {
        InstanceKey key = deletedByHand.get(client);
        return key != null && !held(key).equals(Optional.of(client));
    }

    /** An operator brings this client, and nobody has tried it. */
    void broughtUnproved(ClientId client) {
        unproved.add(client);
    }

    /** Adobe gave this client a token. */
    void worked(ClientId client) {
        unproved.remove(client);
    }

    boolean isUnproved(ClientId client) {
        return unproved.contains(client);
    }

    /** Adobe refused this client a token. */
    void refused(ClientId client) {
        refused.add(client);
    }

    /** An operation has written to the vault. */
    void vaultWritten(InstanceKey key, Optional<StoredSecret> before, Optional<StoredSecret> after) {
        OperationRun me = world.currentRun();
        if (ClientInvariants.REFRESHING.contains(me.operation().kind())) {
            world.invariants()
                    .check(
                            Invariant.REFRESH_CHANGES_NO_CREDENTIALS,
                            before.equals(after),
                            () -> me + " wrote to the vault");
        }
        if (me.operation().kind() == Kind.MOVE) {
            world.invariants()
                    .check(
                            Invariant.MOVES_LOSE_NOTHING,
                            used(before).isEmpty() || used(before).equals(used(after)),
                            () -> me + " changed " + used(before) + " into " + used(after));
        }
        if (before.isEmpty()) {
            return;
        }
        ClientId was = before.get().client().credentials().clientId();
        boolean replaced = !held(key).equals(Optional.of(was));
        boolean checking = key.isCanary()
                && ClientInvariants.CHECKING.contains(me.operation().kind())
                && me.refused();
        if (replaced && checking) {
            replaceable.add(was);
        }
        boolean discarded = before.get().deletedFrom().isEmpty()
                && after.flatMap(StoredSecret::deletedFrom).isPresent();
        world.invariants()
                .check(
                        Invariant.VIEWERS_STAY_SIGNED_IN,
                        (!replaced || replaceable.contains(was) || checking)
                                && (!discarded || me.operation().kind() == Kind.DEREGISTER),
                        () -> me + " removed " + was + " from the vault");
    }

    private static Optional<Client> used(Optional<StoredSecret> secret) {
        return secret.filter(kept -> kept.deletedFrom().isEmpty())
                .map(kept -> kept.client().client());
    }

    /** Whether policy, an operator, or the loss of its secret allows to replace the client. */
    boolean isReplaceable(ClientId client) {
        return replaceable.contains(client) || isGone(client);
    }

    private Optional<ClientId> held(InstanceKey key) {
        return world.vault().secret(key).map(kept -> kept.client().credentials().clientId());
    }
}
