package io.claviger.core.credentials;

/**
 * The signed JWT that Adobe Pass issues for one registered application (RFC 7591 section 2.3). Unlimited lifetime;
 * Adobe can revoke it at any time.
 */
public final class SoftwareStatement extends Secret {
    /** @throws InvalidInput if it is empty, longer than 16384 characters or not printable ASCII */
    public SoftwareStatement(String value) {
        super("software_statement", value, 16384);
    }

    public StatementFingerprint fingerprint() {
        return new StatementFingerprint(sha256());
    }
}
