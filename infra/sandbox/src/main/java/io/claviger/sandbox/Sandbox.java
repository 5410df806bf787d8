package io.claviger.sandbox;

import io.claviger.sandbox.dashboard.CustomScheme;
import io.claviger.sandbox.dashboard.NewApplication;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.entitlement.Profile;
import io.claviger.sandbox.faults.Faults;
import io.claviger.sandbox.http.SandboxServer;
import io.claviger.sandbox.json.StrictJson;
import io.claviger.sandbox.json.StrictJson.InvalidJsonException;
import io.claviger.sandbox.persistence.Persistence;
import io.claviger.sandbox.requests.LoggedRequest;
import io.claviger.sandbox.requests.RequestFilter;
import io.claviger.sandbox.state.SandboxState;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;

/** A running sandbox. The methods do what the dashboard's HTTP calls do, for tests in the same process. */
public final class Sandbox implements AutoCloseable {
    private static final int MAX_PROFILES = 1_000;

    private final SandboxState state;
    private final SandboxServer server;
    private final Persistence persistence;

    private Sandbox(SandboxState state, SandboxServer server, Persistence persistence) {
        this.state = state;
        this.server = server;
        this.persistence = persistence;
    }

    /**
     * Starts a sandbox, and returns when it accepts calls.
     *
     * @throws IllegalStateException if the port is not available, or another process uses the data folder, or the folder cannot be used,
     *     or its file is damaged
     */
    public static Sandbox start(SandboxOptions options) {
        var persistence = Persistence.in(options.data());
        try {
            var state = SandboxState.start(options.clock(), options.random(), options.throttle(), persistence);
            return new Sandbox(state, SandboxServer.start(state, options.port(), options.claviger()), persistence);
        } catch (RuntimeException e) {
            persistence.close();
            throw e;
        }
    }

    /** For example {@code http://localhost:8090}, without a slash at the end. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** Creates a registered application with this name and the defaults. */
    public RegisteredApplication createApplication(String name) {
        return createApplication(NewApplication.named(name));
    }

    /** Creates a registered application. */
    public RegisteredApplication createApplication(NewApplication application) {
        return state.applications().create(application);
    }

    /** All registered applications, the oldest first. */
    public List<RegisteredApplication> applications() {
        return state.applications().all();
    }

    /**
     * The software statement of a registered application.
     *
     * @throws NoSuchElementException if no application has this id
     */
    public String softwareStatement(String applicationId) {
        return state.applications().statementOf(applicationId).orElseThrow();
    }

    /**
     * Revokes the statement.
     *
     * @throws NoSuchElementException if no application has this id
     */
    public RegisteredApplication revoke(String applicationId) {
        return state.revoke(applicationId).orElseThrow();
    }

    /**
     * Reinstates the statement.
     *
     * @throws NoSuchElementException if no application has this id
     */
    public RegisteredApplication reinstate(String applicationId) {
        return state.applications().reinstate(applicationId).orElseThrow();
    }

    /**
     * Adds a custom scheme, for example {@code adobepass://com.programmer}.
     *
     * @throws IllegalArgumentException if it is not a custom scheme
     */
    public CustomScheme createCustomScheme(String value) {
        return state.customSchemes().create(value);
    }

    /** Replaces all faults. */
    public void setFaults(Faults faults) {
        state.replaceFaults(faults);
    }

    /**
     * Replaces all faults.
     *
     * @param json the body of {@code PUT /dashboard/faults}
     * @throws IllegalArgumentException if that call refuses it
     */
    public void setFaults(String json) {
        try {
            setFaults(new StrictJson().read(json.getBytes(StandardCharsets.UTF_8), Faults.class));
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The latest 1,000 profiles of viewers, valid or not, the newest first. */
    public List<Profile> profiles() {
        return state.profiles().newest(MAX_PROFILES);
    }

    /** The faults now. */
    public Faults faults() {
        return state.faults();
    }

    /** The last 10,000 calls, oldest first. */
    public List<LoggedRequest> requests() {
        return requests(RequestFilter.ALL);
    }

    /** Those of the last 10,000 calls that the filter selects, oldest first. */
    public List<LoggedRequest> requests(RequestFilter filter) {
        return state.requests().list(filter);
    }

    /** Removes all calls from the log. */
    public void clearRequests() {
        state.requests().clear();
    }

    /** How many clients are registered. */
    public int clientCount() {
        return state.clients().count();
    }

    /** Stops, and returns when the port and the data folder are free. */
    @Override
    public void close() {
        server.close();
        persistence.close();
    }
}
