package io.claviger.core.instance;

import io.claviger.core.credentials.ClientId;
import java.time.Instant;
import java.util.Optional;

/** Where an instance stands between being asked for and being forgotten. */
public sealed interface Registration {

    /**
     * Somebody is registering the instance, or died doing so.
     *
     * @param attemptId names the attempt, 36 characters; also the idempotency token of the vault
     * @param leaseUntil until when the attempt belongs to whoever began it; the epoch once that one has given it up
     * @param salvaged a client that Adobe made and the vault could not take; the next attempt stores it
     * @param replaces the client that this attempt is meant to replace
     */
    record Attempt(
            String attemptId, Instant leaseUntil, Optional<ClientRegistration> salvaged, Optional<Client> replaces)
            implements Registration {

        /** The same attempt, belonging to nobody from now on. */
        public Attempt givenUp() {
            return new Attempt(attemptId, Instant.EPOCH, salvaged, replaces);
        }

        /** The same attempt, with a client that waits for the vault, belonging to nobody from now on. */
        public Attempt salvaging(ClientRegistration client) {
            return new Attempt(attemptId, Instant.EPOCH, Optional.of(client), replaces);
        }

        /** Whether, once the lease has run out, nobody knows how far the attempt came: it was not given up. */
        public boolean endsUnknown() {
            return leaseUntil.isAfter(Instant.EPOCH);
        }

        public boolean isToReplace(ClientId id) {
            return replaces.filter(replaced -> replaced.id().equals(id)).isPresent();
        }

        /**
         * What a new owner goes on with.
         *
         * @param atHand a client that the new owner has already; one that was salvaged goes before it
         */
        public Attempt takenOver(String newAttemptId, Instant newLeaseUntil, Optional<ClientRegistration> atHand) {
            return new Attempt(newAttemptId, newLeaseUntil, salvaged.or(() -> atHand), replaces);
        }
    }

    /** The instance has a client that works. */
    record Active(Client client) implements Registration {}

    /**
     * Its client was refused, and nobody knows yet whether the statement or the client alone is to blame.
     *
     * @param rejection the first; once its statement was seen to be good, the first after that, if there is one
     * @param statementGoodAt when its statement was seen to be good after it was refused: a later refusal is the client's own
     */
    record Suspect(Client client, Rejection rejection, Optional<Instant> statementGoodAt) implements Registration {

        /** Whether it was refused although its statement had been seen to be good. */
        public boolean refusedAgain() {
            return statementGoodAt.filter(rejection.seenAt()::isAfter).isPresent();
        }

        Suspect refused(Rejection latest) {
            return statementGoodAt.isPresent() && !refusedAgain() ? new Suspect(client, latest, statementGoodAt) : this;
        }

        /** The same, though its statement is good now; by the clock of whoever saw the refusal if that is ahead. */
        public Suspect underGoodStatement(Instant now) {
            Instant latest = now.isAfter(rejection.seenAt()) ? now : rejection.seenAt();
            return new Suspect(client, rejection, Optional.of(latest));
        }
    }

    /** Its client was refused although its statement is good. */
    record Quarantined(Client client, Rejection rejection) implements Registration {}

    /** Its client is kept until then, and comes back when the instance is restored or registered again. */
    record Deregistered(Client client, Instant recoverableUntil) implements Registration {}

    /** The instance's client; empty while there is none. */
    default Optional<Client> knownClient() {
        return switch (this) {
            case Attempt _ -> Optional.empty();
            case Active(Client client) -> Optional.of(client);
            case Suspect(Client client, var _, var _) -> Optional.of(client);
            case Quarantined(Client client, Rejection _) -> Optional.of(client);
            case Deregistered(Client client, Instant _) -> Optional.of(client);
        };
    }

    /** Whether this is the instance's client. */
    default boolean has(ClientId id) {
        return knownClient().filter(client -> client.id().equals(id)).isPresent();
    }

    /** The word for it in the API, in logs and in the store. */
    default String status() {
        return switch (this) {
            case Attempt _ -> "REGISTERING";
            case Active _ -> "ACTIVE";
            case Suspect _ -> "SUSPECT";
            case Quarantined _ -> "QUARANTINED";
            case Deregistered _ -> "DEREGISTERED";
        };
    }
}
