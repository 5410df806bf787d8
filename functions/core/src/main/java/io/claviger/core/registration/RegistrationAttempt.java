package io.claviger.core.registration;

import io.claviger.core.Identifiers;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientWithSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import io.claviger.core.journal.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One attempt to give an instance its client. It is stored before anything else happens.
 *
 * @param instance with this attempt as its registration
 * @param state what is stored of this attempt
 * @param takenOver an earlier attempt that gave up or died
 * @param toPutBack the instance as it was, for the case that Adobe refuses to replace its client
 */
public record RegistrationAttempt(
        Instance instance, Attempt state, Optional<Attempt> takenOver, Optional<Instance> toPutBack) {

    InstanceKey key() {
        return instance.key();
    }

    RegistrationAttempt stored(Instance stored) {
        return new RegistrationAttempt(stored, state, takenOver, toPutBack);
    }

    /** The stored attempt, if it is still this attempt's: only its owner may change the instance. */
    Optional<Attempt> ownedIn(Instance current) {
        return current.registration() instanceof Attempt owned
                        && owned.attemptId().equals(state.attemptId())
                ? Optional.of(owned)
                : Optional.empty();
    }

    /** The same attempt with a client that needs no registration at Adobe, unless one is to be stored already. */
    RegistrationAttempt with(ClientWithSecret adopted) {
        Attempt adopting = state.adopting(adopted);
        return new RegistrationAttempt(instance.with(adopting), adopting, takenOver, toPutBack);
    }

    Entry.InstanceChanged changeTo(Instance after) {
        return new Entry.InstanceChanged(
                after.key(), state.status(), after.registration().status());
    }

    /** How an attempt ended. */
    public sealed interface AttemptResult {
        record Activated(Instance instance, ClientWithSecret client) implements AttemptResult {}

        /** Adobe refused the statement; nothing is kept. */
        record StatementRefused(RegistrationAnswer.StatementRefused.Code code) implements AttemptResult {}

        /** Adobe refused the redirect URI; nothing is kept. */
        record RedirectUriRefused() implements AttemptResult {}

        /** Nothing was decided; another attempt may take over from {@code retryAt} on. */
        record Failed(CallFailure failure, Instant retryAt) implements AttemptResult {}

        /** Another attempt took over: look again. */
        record Superseded() implements AttemptResult {}

        /** Empty if another attempt took over. */
        default Optional<RegisterResult> asRegisterResult() {
            return switch (this) {
                case Activated(Instance active, var _) -> Optional.of(new RegisterResult.Registered(active));
                case StatementRefused(var code) -> Optional.of(new RegisterResult.StatementRefused(code));
                case RedirectUriRefused _ -> Optional.of(new RegisterResult.RedirectUriRefused());
                case Failed(CallFailure failure, Instant retryAt) ->
                    Optional.of(new RegisterResult.Unavailable(failure, retryAt));
                case Superseded _ -> Optional.empty();
            };
        }
    }

    /** Begins attempts, each with an identifier and a lease of its own. */
    public static final class Factory {
        private final RegistrationPolicy policy;
        private final Identifiers identifiers;
        private final InstantSource clock;

        public Factory(RegistrationPolicy policy, Identifiers identifiers, InstantSource clock) {
            this.policy = policy;
            this.identifiers = identifiers;
            this.clock = clock;
        }

        /** Begins the first attempt at an instance. */
        public RegistrationAttempt first(
                InstanceKey key, StatementFingerprint statement, Optional<RedirectUri> redirectUri, Device device) {
            Attempt state = begun(Optional.empty());
            return new RegistrationAttempt(
                    Instance.begun(key, state, statement, redirectUri, device, clock.instant()),
                    state,
                    Optional.empty(),
                    Optional.empty());
        }

        /** As {@link #first}, for an instance whose device enrolled before. */
        public RegistrationAttempt firstOf(
                Instance enrolled, StatementFingerprint statement, Optional<RedirectUri> redirectUri, Device device) {
            Attempt state = begun(Optional.empty());
            Instance begun = enrolled.attempting(state, statement, redirectUri, device);
            return new RegistrationAttempt(begun, state, Optional.empty(), Optional.empty());
        }

        /** Continues where another attempt stopped. */
        public RegistrationAttempt takingOver(Instance instance, Attempt abandoned) {
            Attempt state = abandoned.takenOver(identifiers.next(), leaseUntil());
            return new RegistrationAttempt(instance.with(state), state, Optional.of(abandoned), Optional.empty());
        }

        /**
         * Replaces the instance's client.
         *
         * @param statement possibly newer than the instance's own
         */
        public RegistrationAttempt replacing(
                Instance instance,
                Client client,
                StatementFingerprint statement,
                Optional<RedirectUri> redirectUri,
                Device device) {
            Attempt state = begun(Optional.of(client));
            return new RegistrationAttempt(
                    instance.attempting(state, statement, redirectUri, device),
                    state,
                    Optional.empty(),
                    Optional.of(instance));
        }

        /** An attempt that is over and led to nothing: what a lost client leaves. */
        public Attempt ended() {
            return new Attempt(identifiers.next(), Instant.EPOCH, Optional.empty(), Optional.empty());
        }

        private Attempt begun(Optional<Client> replaces) {
            return new Attempt(identifiers.next(), leaseUntil(), Optional.empty(), replaces);
        }

        private Instant leaseUntil() {
            return clock.instant().plus(policy.lease());
        }
    }
}
