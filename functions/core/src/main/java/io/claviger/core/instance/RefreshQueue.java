package io.claviger.core.instance;

import java.util.List;

/** The port to the queue between the sweep and the workers. Delivers at least once and in any order. */
public interface RefreshQueue {

    /**
     * Delivers each instance when it is due, or at once if it is due already.
     *
     * @return false if the queue did not accept every instance; those are still due, and the next sweep finds them again
     */
    boolean submit(List<DueInstance> due);

    /** Roughly how many instances are due and wait for delivery. */
    long depth();
}
