package io.claviger.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Does work of the first call ahead of it: makes clients and, before Lambda takes its snapshot (SnapStart), calls the
 * identity provider and the tables, reads the sealing keyset, and runs a first call against a {@link StandIn}.
 */
public final class Priming implements Resource {
    private static final Logger LOG = System.getLogger(Priming.class.getName());

    private final List<Runnable> steps;

    private Priming(List<Runnable> steps) {
        this.steps = steps;
    }

    /** Does these steps before a snapshot, as long as the returned object is referenced; without SnapStart, never. */
    public static Priming beforeSnapshot(Runnable... steps) {
        Priming priming = new Priming(List.of(steps));
        Core.getGlobalContext().register(priming);
        return priming;
    }

    /**
     * Does these steps now, for a function without SnapStart: while Lambda starts a process, it is given more processor
     * than its memory pays for later.
     */
    public static Priming atStart(Runnable... steps) {
        Priming priming = new Priming(List.of(steps));
        priming.prime();
        return priming;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        prime();
    }

    private void prime() {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, () -> "priming goes on without a step: " + FailureDescription.of(e));
            }
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Keys and clients renew themselves by age; nothing has to be made anew.
    }
}
