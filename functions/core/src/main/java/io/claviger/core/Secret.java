package io.claviger.core;

/** A value that must never be shown. */
public interface Secret {
    /** How every secret prints itself. */
    String MASK = "***";
}
