package io.claviger.core.revocation;

import io.claviger.core.application.Evidence;

/** What a look at the authorization server shows of a statement. */
sealed interface Sighting {
    /** All well; {@code apiAccepted} if the protected API took the token. */
    record Good(boolean apiAccepted) implements Sighting {}

    record Refused(Evidence evidence) implements Sighting {}

    /** Nothing can be said: nobody answered, or nothing that makes sense. */
    record Unknown() implements Sighting {}
}
