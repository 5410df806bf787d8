package io.claviger.sandbox.state;

import io.claviger.sandbox.dashboard.CustomSchemes;
import io.claviger.sandbox.dashboard.RegisteredApplication;
import io.claviger.sandbox.dashboard.RegisteredApplications;
import io.claviger.sandbox.dashboard.SoftwareStatements;
import io.claviger.sandbox.entitlement.AuthenticationSessions;
import io.claviger.sandbox.entitlement.Profiles;
import io.claviger.sandbox.faults.ActiveFaults;
import io.claviger.sandbox.faults.Faults;
import io.claviger.sandbox.faults.Throttle;
import io.claviger.sandbox.oauth.AccessTokens;
import io.claviger.sandbox.oauth.ClientRegistration;
import io.claviger.sandbox.oauth.Clients;
import io.claviger.sandbox.oauth.TokenChecker;
import io.claviger.sandbox.oauth.TokenIssuer;
import io.claviger.sandbox.persistence.Persistence;
import io.claviger.sandbox.requests.RequestLog;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The parts of one sandbox. All are in memory; persistence also stores applications, custom schemes, clients and profiles. Safe for many
 * threads.
 *
 * @param clock   dates everything
 * @param lasting whether applications, custom schemes, clients, tokens and profiles outlive the process
 */
public record SandboxState(
        InstantSource clock,
        boolean lasting,
        SoftwareStatements statements,
        RegisteredApplications applications,
        CustomSchemes customSchemes,
        Clients clients,
        AccessTokens tokens,
        AuthenticationSessions sessions,
        Profiles profiles,
        RequestLog requests,
        ActiveFaults activeFaults,
        Throttle throttle) {

    /**
     * Starts with what is stored, with the throttle on or off, and with no other fault.
     *
     * @throws IllegalStateException if what is stored cannot be read
     */
    public static SandboxState start(
            InstantSource clock, RandomGenerator random, boolean throttled, Persistence persistence) {
        var keys = SandboxKeys.of(persistence);
        var statements = new SoftwareStatements(keys.statementKey());
        return new SandboxState(
                clock,
                persistence.isLasting(),
                statements,
                new RegisteredApplications(statements, clock, persistence),
                new CustomSchemes(persistence),
                new Clients(persistence),
                new AccessTokens(keys.tokenKey()),
                new AuthenticationSessions(clock),
                new Profiles(persistence, clock),
                new RequestLog(),
                new ActiveFaults(throttled ? Faults.throttled() : Faults.none(), random),
                new Throttle(clock));
    }

    /** Revokes the statement of an application, which signs its viewers out. Empty if no application has this id. */
    public Optional<RegisteredApplication> revoke(String applicationId) {
        var revoked = applications.revoke(applicationId);
        revoked.ifPresent(application -> profiles.revoke(application.id()));
        return revoked;
    }

    /** The faults now. */
    public Faults faults() {
        return activeFaults.current();
    }

    /** Replaces all faults. When this turns the throttle on, each device has its burst again. */
    public void replaceFaults(Faults faults) {
        var former = activeFaults.replace(faults);
        if (faults.throttles() && !former.throttles()) {
            throttle.forget();
        }
    }

    /** The work of the register endpoint. */
    public ClientRegistration registration() {
        return new ClientRegistration(applications, statements, customSchemes, clients, clock);
    }

    /** The work of the token endpoint. */
    public TokenIssuer tokenIssuer() {
        return new TokenIssuer(applications, clients, tokens, clock);
    }

    /** The check of the protected API. */
    public TokenChecker tokenChecker() {
        return new TokenChecker(applications, clients, tokens, clock);
    }
}
