package io.claviger.sandbox;

import io.claviger.sandbox.dashboard.CustomScheme;
import io.claviger.sandbox.dashboard.NewApplication;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.faults.Faults;
import io.claviger.sandbox.http.SandboxServer;
import io.claviger.sandbox.json.Json;
import io.claviger.sandbox.json.Json.InvalidJsonException;
import io.claviger.sandbox.keeping.Keeping;
import io.claviger.sandbox.requests.LoggedRequest;
import io.claviger.sandbox.requests.RequestFilter;
import io.claviger.sandbox.state.SandboxState;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A running sandbox, with everything a test needs to steer it from the same process. What the methods do is what the dashboard's HTTP
 * calls do.
 */
public final class Sandbox implements AutoCloseable {
    private final SandboxState state;
    private final SandboxServer server;
    private final Keeping keeping;

    private Sandbox(SandboxState state, SandboxServer server, Keeping keeping) {
        this.state = state;
        this.server = server;
        this.keeping = keeping;
    }

    /**
     * Starts a sandbox and returns once it answers.
     *
     * @throws IllegalStateException if the port cannot be had, or the data folder cannot be used: it cannot be written, another sandbox
     *     has it, or what is in it is not a sandbox's
     */
    public static Sandbox start(SandboxOptions options) {
        var keeping = Keeping.in(options.data());
        try {
            var state = new SandboxState(options.clock(), options.random(), options.throttle(), keeping);
            return new Sandbox(state, SandboxServer.start(state, options.port(), options.claviger()), keeping);
        } catch (RuntimeException e) {
            keeping.close();
            throw e;
        }
    }

    /** For example {@code http://localhost:8090}, without a slash at the end. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** Creates a registered application of which only the name matters. */
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
     * @throws NoSuchElementException if there is no such application
     */
    public String softwareStatement(String applicationId) {
        return state.applications().statementOf(applicationId).orElseThrow();
    }

    /**
     * Takes the statement out of use.
     *
     * @throws NoSuchElementException if there is no such application
     */
    public RegisteredApplication revoke(String applicationId) {
        return state.applications().revoke(applicationId).orElseThrow();
    }

    /**
     * Puts the statement back in use.
     *
     * @throws NoSuchElementException if there is no such application
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

    /** Replaces the whole set of faults. */
    public void setFaults(Faults faults) {
        state.replaceFaults(faults);
    }

    /**
     * Replaces the whole set of faults, written as for {@code PUT /dashboard/faults}.
     *
     * @throws IllegalArgumentException if it could not be put there either
     */
    public void setFaults(String json) {
        try {
            setFaults(new Json().read(json.getBytes(StandardCharsets.UTF_8), Faults.class));
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The faults of the moment. */
    public Faults faults() {
        return state.faults();
    }

    /** The last 10,000 calls, oldest first. */
    public List<LoggedRequest> requests() {
        return requests(RequestFilter.all());
    }

    /** Those of the last 10,000 calls that the filter shows, oldest first. */
    public List<LoggedRequest> requests(RequestFilter filter) {
        return state.requests().list(filter);
    }

    /** Forgets the calls so far. */
    public void clearRequests() {
        state.requests().clear();
    }

    /** How many clients were ever made. */
    public int clientCount() {
        return state.clients().count();
    }

    /** Stops answering, and returns once the port and the data folder are free. */
    @Override
    public void close() {
        server.close();
        keeping.close();
    }
}
