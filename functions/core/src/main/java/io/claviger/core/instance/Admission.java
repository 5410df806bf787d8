package io.claviger.core.instance;

import java.util.List;

/** Decides by an instance's device keys whether a caller may act for it. */
@FunctionalInterface
public interface Admission {
    /** For callers whose right was found elsewhere. */
    Admission ALREADY = _ -> true;

    /** @param keys none for an instance that does not exist */
    boolean admits(List<DeviceKey> keys);
}
