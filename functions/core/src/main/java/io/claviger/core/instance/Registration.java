package io.claviger.core.instance;

import io.claviger.core.credentials.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The state of an instance's registration, from the first attempt to its removal. */
public sealed interface Registration {

    /** No attempt was begun yet, or Adobe refused the first one. The instance has device keys or an enrolment code. */
    record Unregistered() implements Registration {}

    /**
     * A process registers the instance, or died while it did.
     *
     * @param attemptId identifies the attempt, 36 characters; also the idempotency token for the vault
     * @param leaseUntil until when the attempt belongs to the process that began it; the epoch once it gave up
     * @param toStore a salvaged or adopted client that the vault must still take; the next attempt stores it
     * @param replaces the client that this attempt replaces
     */
    record Attempt(String attemptId, Instant leaseUntil, Optional<ClientWithSecret> toStore, Optional<Client> replaces)
            implements Registration {

        /** The same attempt, free for another process. */
        public Attempt givenUp() {
            return new Attempt(attemptId, Instant.EPOCH, toStore, replaces);
        }

        /** The same attempt with a client for the vault, free for another process. */
        public Attempt salvaging(ClientWithSecret client) {
            return new Attempt(attemptId, Instant.EPOCH, Optional.of(client), replaces);
        }

        /** Whether it is unknown, after the lease, how far the attempt came: its process did not give it up. */
        public boolean endsUnknown() {
            return leaseUntil.isAfter(Instant.EPOCH);
        }

        public boolean isToReplace(ClientId id) {
            return replaces.filter(replaced -> replaced.id().equals(id)).isPresent();
        }

        /** The same attempt with a client for the vault, unless it has one: a salvaged client takes precedence. */
        public Attempt adopting(ClientWithSecret client) {
            return new Attempt(attemptId, leaseUntil, toStore.or(() -> Optional.of(client)), replaces);
        }

        /** The attempt as another process continues it. */
        public Attempt takenOver(String newAttemptId, Instant newLeaseUntil) {
            return new Attempt(newAttemptId, newLeaseUntil, toStore, replaces);
        }
    }

    /** The instance has a client that works. */
    record Active(Client client) implements Registration {}

    /**
     * Its client was refused, and it is not known yet whether the statement is to blame or the client alone.
     *
     * @param refusal the first one; after the statement was found good, the latest one until it is late enough
     * @param statementGoodAt when its statement was found good after the refusal: a refusal much later is the client's
     *     fault
     */
    record Suspect(Client client, Refusal refusal, Optional<Instant> statementGoodAt) implements Registration {
        /** A replica of the authorization server may not know a client for a while. */
        private static final Duration MIN_BETWEEN_REFUSALS = Duration.ofMinutes(5);

        /** Whether it was refused at least five minutes after its statement was found good. */
        public boolean refusedAgain() {
            return statementGoodAt
                    .map(good -> good.plus(MIN_BETWEEN_REFUSALS))
                    .filter(earliest -> !refusal.seenAt().isBefore(earliest))
                    .isPresent();
        }

        Suspect refused(Refusal latest) {
            return statementGoodAt.isPresent() && !refusedAgain() ? new Suspect(client, latest, statementGoodAt) : this;
        }

        /** The same, with its statement found good now, or at the time of the refusal if that clock is ahead. */
        public Suspect underGoodStatement(Instant now) {
            Instant latest = now.isAfter(refusal.seenAt()) ? now : refusal.seenAt();
            return new Suspect(client, refusal, Optional.of(latest));
        }
    }

    /** Its client was refused although its statement is good. */
    record Quarantined(Client client, Refusal refusal) implements Registration {}

    /** Its client is kept until {@code recoverableUntil}, and restoring or registering brings it back. */
    record Deregistered(Client client, Instant recoverableUntil) implements Registration {}

    /** The instance's client; empty until the first registration is complete. */
    default Optional<Client> knownClient() {
        return switch (this) {
            case Unregistered _, Attempt _ -> Optional.empty();
            case Active(Client client) -> Optional.of(client);
            case Suspect(Client client, var _, var _) -> Optional.of(client);
            case Quarantined(Client client, Refusal _) -> Optional.of(client);
            case Deregistered(Client client, Instant _) -> Optional.of(client);
        };
    }

    /** Whether tokens are requested with its client and handed out. */
    default boolean isWorking() {
        return this instanceof Active || this instanceof Suspect;
    }

    /** Whether the instance's client has this id. */
    default boolean has(ClientId id) {
        return knownClient().filter(client -> client.id().equals(id)).isPresent();
    }

    /** Why its client is in doubt or no longer used; empty in every other state. */
    default Optional<Refusal> currentRefusal() {
        return switch (this) {
            case Suspect(Client _, Refusal refusal, var _) -> Optional.of(refusal);
            case Quarantined(Client _, Refusal refusal) -> Optional.of(refusal);
            case Unregistered _, Attempt _, Active _, Deregistered _ -> Optional.empty();
        };
    }

    /** The name of the state in the API, in logs and in the store. */
    default String status() {
        return switch (this) {
            case Unregistered _ -> "UNREGISTERED";
            case Attempt _ -> "REGISTERING";
            case Active _ -> "ACTIVE";
            case Suspect _ -> "SUSPECT";
            case Quarantined _ -> "QUARANTINED";
            case Deregistered _ -> "DEREGISTERED";
        };
    }
}
