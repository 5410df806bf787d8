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
 * One attempt to give an instance its client. Its intent is stored before anything else happens.
 *
 * @param instance with the intent
 * @param inherited the intent of an earlier attempt that gave up or died, which this attempt takes over
 * @param before the instance to put back if Adobe refuses a replacement of its client
 */
public record RegistrationAttempt(
        Instance instance, Attempt intent, Optional<Attempt> inherited, Optional<Instance> before) {

    InstanceKey key() {
        return instance.key();
    }

    RegistrationAttempt stored(Instance stored) {
        return new RegistrationAttempt(stored, intent, inherited, before);
    }

    /** The stored intent, if it is still this attempt's: only its owner may change the instance. */
    Optional<Attempt> ownedIn(Instance current) {
        return current.registration() instanceof Attempt owned
                        && owned.attemptId().equals(intent.attemptId())
                ? Optional.of(owned)
                : Optional.empty();
    }

    Entry.InstanceChanged changeTo(Instance after) {
        return new Entry.InstanceChanged(
                after.key(), intent.status(), after.registration().status());
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

        /**
         * Begins the first attempt at an instance.
         *
         * @param held a client that needs no registration at Adobe
         */
        public RegistrationAttempt first(
                InstanceKey key,
                StatementFingerprint statement,
                Optional<RedirectUri> redirectUri,
                Device device,
                Optional<ClientWithSecret> held) {
            Attempt intent = intent(held, Optional.empty());
            return new RegistrationAttempt(
                    Instance.begun(key, intent, statement, redirectUri, device, clock.instant()),
                    intent,
                    Optional.empty(),
                    Optional.empty());
        }

        /**
         * Continues where another attempt stopped.
         *
         * @param held a client that needs no registration at Adobe
         */
        public RegistrationAttempt takingOver(Instance instance, Attempt abandoned, Optional<ClientWithSecret> held) {
            Attempt intent = abandoned.takenOver(identifiers.next(), leaseUntil(), held);
            return new RegistrationAttempt(instance.with(intent), intent, Optional.of(abandoned), Optional.empty());
        }

        /**
         * Replaces the instance's client.
         *
         * @param statement possibly newer than the instance's own
         * @param held a client that needs no registration at Adobe
         */
        public RegistrationAttempt replacing(
                Instance before,
                Client client,
                StatementFingerprint statement,
                Optional<RedirectUri> redirectUri,
                Device device,
                Optional<ClientWithSecret> held) {
            Attempt intent = intent(held, Optional.of(client));
            return new RegistrationAttempt(
                    before.attempting(intent, statement, redirectUri, device),
                    intent,
                    Optional.empty(),
                    Optional.of(before));
        }

        /** An attempt that is over and led to nothing: what a lost client leaves. */
        public Attempt ended() {
            return new Attempt(identifiers.next(), Instant.EPOCH, Optional.empty(), Optional.empty());
        }

        private Attempt intent(Optional<ClientWithSecret> held, Optional<Client> replaces) {
            return new Attempt(identifiers.next(), leaseUntil(), held, replaces);
        }

        private Instant leaseUntil() {
            return clock.instant().plus(policy.lease());
        }
    }
}
