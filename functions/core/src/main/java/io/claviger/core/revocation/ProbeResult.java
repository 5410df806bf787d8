package io.claviger.core.revocation;

import io.claviger.core.application.Evidence;

/** What a look at the authorization server shows of a statement. */
sealed interface ProbeResult {
    /** All well; {@code apiAccepted} if the protected API took the token. */
    record Good(boolean apiAccepted) implements ProbeResult {}

    record Refused(Evidence evidence) implements ProbeResult {}

    /** Nothing can be said: nobody answered, or nothing that makes sense. */
    record Unknown() implements ProbeResult {}
}
