package io.claviger.core.fake;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Applications in a map. A write requires the version that it was made from. */
public class InMemoryApplications implements Applications {
    private final Map<ApplicationId, Application> kept = new TreeMap<>();
    private final Map<String, Integer> enrolments = new HashMap<>();

    @Override
    public Optional<Application> find(ApplicationId id) {
        return Optional.ofNullable(kept.get(id));
    }

    @Override
    public List<Application> all() {
        return List.copyOf(kept.values());
    }

    @Override
    public Optional<Application> store(Application changed) {
        long version = find(changed.id()).map(Application::version).orElse(0L);
        return version == changed.version() ? Optional.of(overwrite(changed)) : Optional.empty();
    }

    @Override
    public boolean countEnrolment(ApplicationId id, Instant hour, int limit) {
        return enrolments.merge(id + " " + hour, 1, Integer::sum) <= limit;
    }

    protected final Application overwrite(Application changed) {
        Application stored = changed.stored(changed.version() + 1);
        kept.put(stored.id(), stored);
        return stored;
    }
}
