package io.claviger.core.simulation;

import io.claviger.core.credentials.ClientId;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.InstanceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** An operation in its process, with the facts that the invariants need. */
final class OperationRun {
    private final Operation operation;
    private final SimulatedProcess process;
    private final Instant begunAt;
    private boolean disturbed;
    private boolean refused;
    private boolean stalled;
    private boolean stalledSinceRead;
    private boolean stalledSinceVaultRead;
    private boolean calledAdobe;
    private Optional<Instant> hungAt = Optional.empty();
    private Optional<Received> received = Optional.empty();
    private Optional<InstanceSnapshot> read = Optional.empty();
    private final Set<InstanceKey> leased = new HashSet<>();
    private Optional<ClientId> unrecorded = Optional.empty();
    private Optional<ClientId> made = Optional.empty();
    private Optional<Instance> intent = Optional.empty();
    private Instant intentAt;

    OperationRun(Operation operation, SimulatedProcess process, Instant begunAt) {
        this.operation = operation;
        this.process = process;
        this.begunAt = begunAt;
        this.intentAt = begunAt;
    }

    Operation operation() {
        return operation;
    }

    SimulatedProcess process() {
        return process;
    }

    Instant begunAt() {
        return begunAt;
    }

    /** Until Lambda ends it. */
    Duration timeLeft(Instant now) {
        return Duration.between(now, begunAt.plus(operation.kind().timeout()));
    }

    /** A fault was injected into one of its calls. */
    void disturb() {
        disturbed = true;
    }

    boolean disturbed() {
        return disturbed;
    }

    /** A client of which the answer arrived, and when. */
    record Received(ClientId client, Instant at) {}

    void received(ClientId client, Instant now) {
        received = Optional.of(new Received(client, now));
    }

    /** The client that it received last. */
    Optional<Received> received() {
        return received;
    }

    void read(InstanceSnapshot snapshot) {
        read = Optional.of(snapshot);
    }

    /** The instance that it read last, with its application. */
    Optional<InstanceSnapshot> read() {
        return read;
    }

    /** It stood still for up to a minute. */
    void stall() {
        stalled = true;
        stalledSinceRead = true;
        stalledSinceVaultRead = true;
    }

    void beginsToRead() {
        stalledSinceRead = false;
    }

    /** Whether it stood still since it began to read an instance the last time. */
    boolean stalledSinceRead() {
        return stalledSinceRead;
    }

    void beginsToReadVault() {
        stalledSinceVaultRead = false;
    }

    /** Whether it stood still since it began to read the vault the last time. */
    boolean stalledSinceVaultRead() {
        return stalledSinceVaultRead;
    }

    void hang(Instant now) {
        hungAt = Optional.of(now);
    }

    /** Whether a call hung since it received a client, and this lease is over by its clock. */
    boolean hungPast(Instant leaseUntil) {
        boolean hung = received.flatMap(client -> hungAt.filter(at -> !at.isBefore(client.at())))
                .isPresent();
        return hung && !process.clock().instant().isBefore(leaseUntil);
    }

    void callsAdobe() {
        calledAdobe = true;
    }

    boolean calledAdobe() {
        return calledAdobe;
    }

    boolean stalled() {
        return stalled;
    }

    /** Adobe refused one of its calls explicitly. */
    void refuse() {
        refused = true;
    }

    boolean refused() {
        return refused;
    }

    /** It has taken the lease of this instance. */
    void leased(InstanceKey key) {
        leased.add(key);
    }

    boolean hadLeaseOf(InstanceKey key) {
        return leased.contains(key);
    }

    void answered(ClientId client) {
        unrecorded = Optional.of(client);
    }

    void recorded(ClientId client) {
        unrecorded = unrecorded.filter(waiting -> !waiting.equals(client));
    }

    Optional<ClientId> unrecorded() {
        return unrecorded;
    }

    void made(ClientId client) {
        made = Optional.of(client);
    }

    /** The client that it registered last. */
    Optional<ClientId> made() {
        return made;
    }

    void intends(Instance stored, Instant now) {
        intent = Optional.of(stored);
        intentAt = now;
    }

    /** The attempt that it stored last. */
    Optional<Instance> intent() {
        return intent;
    }

    Instant intentAt() {
        return intentAt;
    }

    @Override
    public String toString() {
        return process + " " + operation;
    }
}
