package io.claviger.core.breaker;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The port to what all processes together know of one authorization server: who waits for it, how its calls ended, and
 * whether the breaker is open. Every method is one conditional write. A failure of the store is thrown.
 */
public interface BreakerStore {

    /** Every answer to a call that wants to begin. */
    sealed interface Admission {
        /** The call may be made; it has this place until it leaves, or its time is over. */
        record Admitted(int place) implements Admission {}

        /** Every place is taken. */
        record Full() implements Admission {}

        /** The breaker is open; from {@code probeAt} on, one call may probe. */
        record Open(Instant probeAt) implements Admission {}
    }

    /** How calls ended in the current window. */
    record Ends(long answered, long silent) {}

    /**
     * Takes a place, unless the breaker is open.
     *
     * @param until when the place is free again if its call never leaves
     */
    Admission enter(Instant now, Instant until);

    /**
     * Gives a place back, and counts calls that ended.
     *
     * @return what this window has counted, these calls included
     */
    Ends leave(OptionalInt place, Ends ended, Instant now);

    /** @return false if the breaker is open already */
    boolean open(Instant now, Instant probeAt);

    /**
     * Takes the turn of probing.
     *
     * @param next when the next probe may be made, if this one never ends
     * @return false if the breaker is closed, or another process took the turn
     */
    boolean probe(Instant now, Instant next);

    /** @return since when the breaker was open; empty if it was closed already */
    Optional<Instant> close();
}
