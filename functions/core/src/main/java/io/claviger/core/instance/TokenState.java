package io.claviger.core.instance;

/** Where a token stands in its life, by Claviger's own clock. */
public enum TokenState {
    /** Before its refresh point. */
    FRESH,
    /** After its refresh point and still valid. */
    STALE,
    /** No longer valid. */
    EXPIRED
}
