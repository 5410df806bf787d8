package io.claviger.sandbox.dashboard;

import io.claviger.sandbox.persistence.Persistence;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The registered applications, in the order in which they were created. Safe for many threads. */
public final class RegisteredApplications {
    private final Map<String, Entry> byId = new ConcurrentHashMap<>();
    private final Map<Long, String> inOrder = new ConcurrentSkipListMap<>();
    private final AtomicLong created = new AtomicLong();
    private final SoftwareStatements statements;
    private final InstantSource clock;
    private final Persistence.Journal<Entry> journal;

    /** An application with its statement. Prints itself as {@code ***}. */
    private record Entry(RegisteredApplication application, String statement) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Starts with the stored applications, and signs the statement of each new one. */
    public RegisteredApplications(SoftwareStatements statements, InstantSource clock, Persistence persistence) {
        this.statements = statements;
        this.clock = clock;
        this.journal = persistence.journal("applications", Entry.class);
        journal.entries().forEach(this::put);
    }

    /** Creates an application together with its statement. */
    public RegisteredApplication create(NewApplication requested) {
        var application = RegisteredApplication.of(requested, clock.instant());
        var entry = new Entry(application, statements.sign(application, clock.instant()));
        journal.append(entry);
        put(entry);
        return application;
    }

    private void put(Entry entry) {
        var id = entry.application().id();
        if (byId.put(id, entry) == null) {
            inOrder.put(created.incrementAndGet(), id);
        }
    }

    /** The application with this id, if there is one. */
    public Optional<RegisteredApplication> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(Entry::application);
    }

    /** All applications, the oldest first. */
    public List<RegisteredApplication> all() {
        return inOrder.values().stream().flatMap(id -> find(id).stream()).toList();
    }

    /** The statement of an application, the same text at every download. */
    public Optional<String> statementOf(String id) {
        return Optional.ofNullable(byId.get(id)).map(Entry::statement);
    }

    /** Revokes the statement, as Adobe's staff do on request. */
    public Optional<RegisteredApplication> revoke(String id) {
        return setRevoked(id, true);
    }

    /** Reinstates the statement: its clients and unexpired tokens work again. */
    public Optional<RegisteredApplication> reinstate(String id) {
        return setRevoked(id, false);
    }

    private Optional<RegisteredApplication> setRevoked(String id, boolean revoked) {
        return Optional.ofNullable(byId.computeIfPresent(id, (key, entry) -> {
                    var changed = new Entry(entry.application().withRevoked(revoked), entry.statement());
                    journal.append(changed);
                    return changed;
                }))
                .map(Entry::application);
    }
}
