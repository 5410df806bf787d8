package io.claviger.core.refresh;

import io.claviger.core.instance.InstanceKey;
import java.util.List;

/** The port to the queue between the sweep and the workers. Delivers at least once and in any order. */
public interface RefreshQueue {

    /** @return false if the queue did not take them all; those are still due, and found again by the next sweep */
    boolean submit(List<InstanceKey> keys);

    /** About how many keys wait to be delivered. */
    long depth();
}
