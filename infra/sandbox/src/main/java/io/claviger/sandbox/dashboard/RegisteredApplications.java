package io.claviger.sandbox.dashboard;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** The registered applications, in the order in which they were created. Safe for many threads. */
public final class RegisteredApplications {
    private final Map<String, Entry> byId = new ConcurrentHashMap<>();
    private final Map<Long, String> inOrder = new ConcurrentSkipListMap<>();
    private final AtomicLong created = new AtomicLong();
    private final SoftwareStatements statements;
    private final InstantSource clock;
    private final BiConsumer<RegisteredApplication, String> keeper;

    private record Entry(RegisteredApplication application, String statement) {}

    /**
     * Has the statement of each new application signed.
     *
     * @param keeper is handed every application as it is going to be, with its statement, before anyone else learns of it
     */
    public RegisteredApplications(
            SoftwareStatements statements, InstantSource clock, BiConsumer<RegisteredApplication, String> keeper) {
        this.statements = statements;
        this.clock = clock;
        this.keeper = keeper;
    }

    /** Creates an application together with its statement. */
    public RegisteredApplication create(NewApplication asked) {
        var application = RegisteredApplication.of(asked, clock.instant());
        var statement = statements.sign(application, clock.instant());
        keeper.accept(application, statement);
        restore(application, statement);
        return application;
    }

    /** Brings an application back to what it was at some time; the last time counts. */
    public void restore(RegisteredApplication application, String statement) {
        if (byId.put(application.id(), new Entry(application, statement)) == null) {
            inOrder.put(created.incrementAndGet(), application.id());
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

    /** The statement of an application: the same text at every download, since it names one application for ever. */
    public Optional<String> statementOf(String id) {
        return Optional.ofNullable(byId.get(id)).map(Entry::statement);
    }

    /** Takes the statement out of use, as Adobe's staff do on request. */
    public Optional<RegisteredApplication> revoke(String id) {
        return setRevoked(id, true);
    }

    /** Puts the statement back in use; clients and unexpired tokens made under it work again. */
    public Optional<RegisteredApplication> reinstate(String id) {
        return setRevoked(id, false);
    }

    private Optional<RegisteredApplication> setRevoked(String id, boolean revoked) {
        return Optional.ofNullable(byId.computeIfPresent(id, (key, entry) -> {
                    var changed = new Entry(entry.application().withRevoked(revoked), entry.statement());
                    keeper.accept(changed.application(), changed.statement());
                    return changed;
                }))
                .map(Entry::application);
    }
}
