package io.claviger.sandbox.state;

import io.claviger.sandbox.dashboard.CustomSchemes;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import io.claviger.sandbox.dashboard.SoftwareStatements;
import io.claviger.sandbox.faults.Faults;
import io.claviger.sandbox.faults.FaultsInForce;
import io.claviger.sandbox.faults.Throttle;
import io.claviger.sandbox.oauth.AccessTokens;
import io.claviger.sandbox.oauth.Clients;
import io.claviger.sandbox.oauth.Registration;
import io.claviger.sandbox.oauth.TokenCheck;
import io.claviger.sandbox.oauth.TokenIssue;
import io.claviger.sandbox.requests.RequestLog;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Everything one sandbox knows, in memory. Safe for many threads. */
public final class SandboxState {
    private final InstantSource clock;
    private final SoftwareStatements statements = new SoftwareStatements();
    private final CustomSchemes customSchemes = new CustomSchemes();
    private final Clients clients = new Clients();
    private final AccessTokens tokens = new AccessTokens();
    private final RequestLog requests = new RequestLog();
    private final RegisteredApplications applications;
    private final FaultsInForce faults;
    private final Throttle throttle;

    /** Begins empty, with the throttle on or off and no other fault. */
    public SandboxState(InstantSource clock, RandomGenerator random, boolean throttled) {
        this.clock = clock;
        this.applications = new RegisteredApplications(statements, clock);
        this.faults = new FaultsInForce(throttled ? Faults.throttled() : Faults.none(), random);
        this.throttle = new Throttle(clock);
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
