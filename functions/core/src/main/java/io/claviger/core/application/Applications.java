package io.claviger.core.application;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The port to the store of applications. Reads are strongly consistent; writes are compare-and-set by version. */
public interface Applications {

    Optional<Application> find(ApplicationId id);

    /** The status alone, for the price of one small read; empty if there is no such application. */
    default Optional<ApplicationStatus> status(ApplicationId id) {
        return find(id).map(ApplicationStatus::of);
    }

    /** Every application, ordered by id. */
    List<Application> all();

    /**
     * Stores an application if the stored one still has its version; zero means that none is stored.
     *
     * @return the application with its new version; empty if another process stored it first, and then nothing changes
     */
    Optional<Application> store(Application changed);

    /**
     * Reads the application and stores a change of it; repeats both if another process stored it meanwhile.
     *
     * @param change from the stored application to the changed one; empty if there is nothing to change
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
