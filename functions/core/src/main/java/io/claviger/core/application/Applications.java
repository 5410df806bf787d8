package io.claviger.core.application;

import java.time.Instant;
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
     * A part of {@link #all}.
     *
     * @param next where the next page begins; empty after the last one
     */
    record Page(List<Application> applications, Optional<ApplicationId> next) {
        public Page {
            applications = List.copyOf(applications);
        }
    }

    /**
     * @param from where the page begins; empty for the first one
     * @param limit the size of a page, from 1
     */
    default Page page(Optional<ApplicationId> from, int limit) {
        List<Application> rest = all().stream()
                .filter(application -> from.filter(first -> application.id().compareTo(first) < 0)
                        .isEmpty())
                .toList();
        return new Page(
                rest.stream().limit(limit).toList(),
                rest.stream().skip(limit).map(Application::id).findFirst());
    }

    /**
     * Stores an application if the stored one still has its version; zero means that none is stored.
     *
     * @return the application with its new version; empty if another process stored it first, and then nothing changes
     */
    Optional<Application> store(Application changed);

    /**
     * Counts one enrolment with the application's enrolment key.
     *
     * @param hour the beginning of the hour that it counts in
     * @return false if {@code limit} were counted in that hour before; then nothing changes
     */
    boolean countEnrolment(ApplicationId id, Instant hour, int limit);

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
