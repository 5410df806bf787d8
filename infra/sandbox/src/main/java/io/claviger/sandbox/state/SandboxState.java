package io.claviger.sandbox.state;

import io.claviger.sandbox.dashboard.CustomSchemes;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import io.claviger.sandbox.dashboard.SoftwareStatements;
import io.claviger.sandbox.faults.Faults;
import io.claviger.sandbox.faults.FaultsInForce;
import io.claviger.sandbox.faults.Throttle;
import io.claviger.sandbox.keeping.Change;
import io.claviger.sandbox.keeping.Change.ApplicationChanged;
import io.claviger.sandbox.keeping.Change.ClientMade;
import io.claviger.sandbox.keeping.Change.SchemeAdded;
import io.claviger.sandbox.keeping.Keeping;
import io.claviger.sandbox.oauth.AccessTokens;
import io.claviger.sandbox.oauth.Clients;
import io.claviger.sandbox.oauth.Registration;
import io.claviger.sandbox.oauth.TokenCheck;
import io.claviger.sandbox.oauth.TokenIssue;
import io.claviger.sandbox.requests.RequestLog;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Everything one sandbox knows. All of it is in memory; some of it is also kept. Safe for many threads. */
public final class SandboxState {
    private final InstantSource clock;
    private final boolean lasting;
    private final SoftwareStatements statements;
    private final CustomSchemes customSchemes;
    private final Clients clients;
    private final AccessTokens tokens;
    private final RequestLog requests = new RequestLog();
    private final RegisteredApplications applications;
    private final FaultsInForce faults;
    private final Throttle throttle;

    /**
     * Begins with what was kept, with the throttle on or off and no other fault.
     *
     * @throws IllegalStateException if what was kept cannot be read
     */
    public SandboxState(InstantSource clock, RandomGenerator random, boolean throttled, Keeping keeping) {
        this.clock = clock;
        this.lasting = keeping.isLasting();
        this.statements = new SoftwareStatements(keeping.keys().statementKey());
        this.tokens = new AccessTokens(keeping.keys().tokenKey());
        this.applications = new RegisteredApplications(statements, clock, keeping::application);
        this.customSchemes = new CustomSchemes(keeping::scheme);
        this.clients = new Clients(keeping::client);
        this.faults = new FaultsInForce(throttled ? Faults.throttled() : Faults.none(), random);
        this.throttle = new Throttle(clock);
        keeping.replay(this::restore);
    }

    private void restore(Change change) {
        switch (change) {
            case ApplicationChanged(var application, var statement) -> applications.restore(application, statement);
            case SchemeAdded(var scheme) -> customSchemes.restore(scheme);
            case ClientMade made -> clients.restore(made.client());
        }
    }

    /** Whether applications, custom schemes, clients and tokens outlive the process. */
    public boolean isLasting() {
        return lasting;
    }

    /** The time everything goes by. */
    public InstantSource clock() {
        return clock;
    }

    /** The statements' key. */
    public SoftwareStatements statements() {
        return statements;
    }

    /** The registered applications. */
    public RegisteredApplications applications() {
        return applications;
    }

    /** The programmer's custom schemes. */
    public CustomSchemes customSchemes() {
        return customSchemes;
    }

    /** The clients. */
    public Clients clients() {
        return clients;
    }

    /** The request log. */
    public RequestLog requests() {
        return requests;
    }

    /** The faults of the moment. */
    public Faults faults() {
        return faults.current();
    }

    /** Replaces the whole set of faults. Where the throttle goes on, each device has its burst anew. */
    public void replaceFaults(Faults wanted) {
        var former = faults.replace(wanted);
        if (wanted.throttles() && !former.throttles()) {
            throttle.forget();
        }
    }

    /** For the gate: the faults with their dice. */
    public FaultsInForce faultsInForce() {
        return faults;
    }

    /** For the gate: the throttle. */
    public Throttle throttle() {
        return throttle;
    }

    /** What is behind the register endpoint. */
    public Registration registration() {
        return new Registration(applications, statements, customSchemes, clients, clock);
    }

    /** What is behind the token endpoint. */
    public TokenIssue tokenIssue() {
        return new TokenIssue(applications, clients, tokens, clock);
    }

    /** What is behind the protected API. */
    public TokenCheck tokenCheck() {
        return new TokenCheck(applications, clients, tokens, clock);
    }
}
