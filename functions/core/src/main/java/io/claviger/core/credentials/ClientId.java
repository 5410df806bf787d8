package io.claviger.core.credentials;

/** The public half of client credentials (RFC 6749 section 2.2): 1 to 256 printable ASCII characters. */
public record ClientId(String value) {
    /** @throws InvalidInput if it is empty, too long or holds other characters */
    public ClientId {
        if (value.isEmpty() || value.length() > 256 || !value.chars().allMatch(c -> c > 0x20 && c <= 0x7e)) {
            throw new InvalidInput("client_id must have 1 to 256 printable ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
