package io.claviger.core.storage;

/** A vault could not be read or written. The message names the operation and holds nothing secret. */
public final class VaultUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public VaultUnavailable(String message) {
        super(message);
    }

    public VaultUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
