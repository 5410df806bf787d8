package io.claviger.core.instance;

/** Where a token stands in its life, by Claviger's own clock. */
public enum TokenState {
    /** Before its refresh time. */
    FRESH,
    /** After its refresh time and still valid. */
    STALE,
    /** No longer valid. */
    EXPIRED
}
