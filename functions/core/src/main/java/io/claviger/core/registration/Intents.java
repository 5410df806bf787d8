package io.claviger.core.registration;

import io.claviger.core.Identifiers;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.StatementFingerprint;
import io.claviger.core.instance.Client;
import io.claviger.core.instance.ClientRegistration;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Begins attempts, each with a name and a lease of its own. */
final class Intents {
    private final RegistrationPolicy policy;
    private final Identifiers identifiers;
    private final InstantSource clock;
    private final Optional<ClientRegistration> atHand;

    Intents(RegistrationPolicy policy, Identifiers identifiers, InstantSource clock) {
        this(policy, identifiers, clock, Optional.empty());
    }

    private Intents(
            RegistrationPolicy policy,
            Identifiers identifiers,
            InstantSource clock,
            Optional<ClientRegistration> atHand) {
        this.policy = policy;
        this.identifiers = identifiers;
        this.clock = clock;
        this.atHand = atHand;
    }

    /** Begins attempts for which no client has to be made, since this one is there already. */
    Intents adopting(ClientRegistration client) {
        return new Intents(policy, identifiers, clock, Optional.of(client));
    }

    /** The first attempt at an instance. */
    Intent first(InstanceKey key, StatementFingerprint under, Optional<RedirectUri> redirectUri, Device device) {
        Attempt attempt = attempt(Optional.empty());
        return new Intent(
                Instance.begun(key, attempt, under, redirectUri, device, clock.instant()),
                attempt,
                Optional.empty(),
                Optional.empty());
    }

    /** Goes on where another attempt stopped. */
    Intent takingOver(Instance instance, Attempt abandoned) {
        Attempt attempt = abandoned.takenOver(identifiers.next(), leaseUntil(), atHand);
        return new Intent(instance.with(attempt), attempt, Optional.of(abandoned), Optional.empty());
    }

    /** Replaces the instance's client, perhaps under a newer statement. */
    Intent replacing(
            Instance before,
            Client client,
            StatementFingerprint under,
            Optional<RedirectUri> redirectUri,
            Device seen) {
        Attempt attempt = attempt(Optional.of(client));
        return new Intent(
                before.attempting(attempt, under, redirectUri, seen), attempt, Optional.empty(), Optional.of(before));
    }

    private Attempt attempt(Optional<Client> replaces) {
        return new Attempt(identifiers.next(), leaseUntil(), atHand, replaces);
    }

    private Instant leaseUntil() {
        return clock.instant().plus(policy.lease());
    }
}
