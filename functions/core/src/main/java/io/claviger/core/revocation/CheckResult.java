package io.claviger.core.revocation;

import io.claviger.core.application.Evidence;

/** What the check of one statement concludes. */
sealed interface CheckResult {
    /** {@code serviceProviderProven} if the protected API accepted the canary's token. */
    record Active(boolean serviceProviderProven) implements CheckResult {}

    record Suspect(Evidence evidence) implements CheckResult {}

    record Revoked(Evidence evidence) implements CheckResult {}

    /** The statement keeps its status. */
    record Inconclusive() implements CheckResult {}
}
