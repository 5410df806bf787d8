package io.claviger.core.application;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The port to where applications are kept. Reads are strongly consistent; writes are compare-and-set by version. */
public interface Applications {

    Optional<Application> find(ApplicationId id);

    /** All of them, ordered by id. */
    List<Application> all();

    /**
     * Stores an application if what is stored still has its version, zero standing for nothing.
     *
     * @return the application with its new version; empty if somebody else was faster, and then nothing is changed
     */
    Optional<Application> store(Application changed);

    /**
     * Applies a change to whatever is stored now, again and again until nobody else was faster.
     *
     * @param change answers empty where, on sight of what is stored, there is nothing to change
     * @return the stored application; empty if there is none, or nothing was changed
     */
    default Optional<Application> update(ApplicationId id, Function<Application, Optional<Application>> change) {
        while (true) {
            Optional<Application> changed = find(id).flatMap(change);
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            Optional<Application> stored = store(changed.get());
            if (stored.isPresent()) {
                return stored;
            }
        }
    }
}
