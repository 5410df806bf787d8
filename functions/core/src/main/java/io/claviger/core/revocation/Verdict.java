package io.claviger.core.revocation;

import io.claviger.core.application.Evidence;

/** What a check concludes. */
sealed interface Verdict {
    /** {@code apiAccepted} if the protected API took the canary's token. */
    record Active(boolean apiAccepted) implements Verdict {}

    record Suspect(Evidence evidence) implements Verdict {}

    record Revoked(Evidence evidence) implements Verdict {}

    /** The state stays what it is. */
    record None() implements Verdict {}
}
