package io.claviger.core.instance;

import java.util.List;

/** The port to the queue between the sweep and the workers. Delivers at least once and in any order. */
public interface RefreshQueue {

    /** @return false if the queue did not accept every key; those are still due, and the next sweep finds them again */
    boolean submit(List<InstanceKey> keys);

    /** Roughly how many keys wait for delivery. */
    long depth();
}
