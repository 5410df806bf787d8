package io.claviger.core.revocation;

import io.claviger.core.application.Evidence;

/** What a check concludes. */
sealed interface Judgement {
    /** {@code apiAccepted} if the protected API took the canary's token. */
    record Active(boolean apiAccepted) implements Judgement {}

    record Suspect(Evidence evidence) implements Judgement {}

    record Revoked(Evidence evidence) implements Judgement {}

    /** The state stays what it is. */
    record None() implements Judgement {}
}
