package io.claviger.core.vending;

import io.claviger.core.instance.CallFailure;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceToken;
import java.time.Duration;
import java.time.Instant;

/** Every result of a request for a token. */
public sealed interface VendResult {
    /** A token that is valid for at least the requested time. */
    record Vended(InstanceToken token) implements VendResult {}

    record NoSuchInstance() implements VendResult {}

    /** The authorization server refuses the client, which was adopted and never had a token. */
    record CredentialsRefused() implements VendResult {}

    /** None of the instance's device keys admits the caller, or there is no such instance. */
    record NotAdmitted() implements VendResult {}

    /** The instance is being registered. */
    record RegistrationInProgress() implements VendResult {}

    record StatementRevoked() implements VendResult {}

    record Quarantined() implements VendResult {}

    /** No token lives as long as requested; {@code lifetime} is how long they live. */
    record LifetimeTooShort(Duration lifetime) implements VendResult {}

    /** There is no token that lasts, and no new one before {@code retryAt}. */
    record Unavailable(CallFailure failure, Instant retryAt) implements VendResult {}

    /** A client that was adopted without a proof, and is refused at its first use, most likely never worked. */
    static VendResult withoutToken(Instance instance, CallFailure failure, Instant retryAt) {
        boolean neverWorked = instance.registration()
                .knownClient()
                .filter(client -> !client.proved())
                .isPresent();
        return neverWorked
                        && failure.equals(new CallFailure.NoNewToken(CallFailure.NoNewToken.Reason.CREDENTIALS_REFUSED))
                ? new CredentialsRefused()
                : new Unavailable(failure, retryAt);
    }
}
