package io.claviger.core.revocation;

import io.claviger.core.application.Evidence;

/** What one probe of the authorization server shows about a statement. */
sealed interface ProbeResult {
    /** No endpoint refused; {@code serviceProviderProven} if the protected API accepted the token. */
    record Good(boolean serviceProviderProven) implements ProbeResult {}

    record Refused(Evidence evidence) implements ProbeResult {}

    /** No answer, or none that makes sense. */
    record Unknown() implements ProbeResult {}
}
