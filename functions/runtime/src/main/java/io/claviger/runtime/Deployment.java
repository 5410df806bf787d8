package io.claviger.runtime;

import io.claviger.authserver.AdobePassAuthorizationServer;
import io.claviger.authserver.AdobePassConfig;
import io.claviger.authserver.BaseUri;
import io.claviger.aws.AwsAdapters;
import io.claviger.aws.AwsClients;
import io.claviger.aws.AwsSettings;
import io.claviger.core.Identifiers;
import io.claviger.core.Pause;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.Journal;
import io.claviger.core.refresh.CoolDown;
import io.claviger.core.refresh.RefreshToken;
import io.claviger.core.vault.CredentialVault;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What every function is put together from, as the environment variables of {@code template.yaml} want it. */
public final class Deployment {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock = InstantSource.system();
    private final Pause pause = new ThreadPause();
    private final Environment environment;
    private final AwsAdapters aws;
    private final Journal journal;

    public Deployment(Map<String, String> variables) {
        this.environment = new Environment(variables);
        this.aws = new AwsAdapters(AwsSettings.fromEnvironment(variables), new AwsClients(variables), clock, pause);
        this.journal = aws.journal();
    }

    public Environment environment() {
        return environment;
    }

    public Policies policies() {
        return new Policies(environment);
    }

    public AwsAdapters aws() {
        return aws;
    }

    public InstantSource clock() {
        return clock;
    }

    public Pause pause() {
        return pause;
    }

    public Journal journal() {
        return journal;
    }

    public Identifiers identifiers() {
        return new Identifiers(random);
    }

    public CoolDown coolDown() {
        return new CoolDown(random);
    }

    /** {@code AUTHORIZATION_SERVER_URI} and {@code UPSTREAM_TIMEOUT_SECONDS}. */
    public AuthorizationServer authorizationServer() {
        BaseUri address = new BaseUri(environment.text("AUTHORIZATION_SERVER_URI"));
        Duration timeout = environment.seconds("UPSTREAM_TIMEOUT_SECONDS", 5, 1, 8);
        Duration connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
        AdobePassConfig config = new AdobePassConfig(address, connect, timeout, "Claviger");
        return aws.watched(new AdobePassAuthorizationServer(config, clock), address.host(), random);
    }

    public RefreshToken refreshToken(Instances instances, CredentialVault vault, RevocationEvidence evidence) {
        return new RefreshToken(
                instances,
                vault,
                authorizationServer(),
                evidence,
                journal,
                coolDown(),
                policies().refresh(),
                identifiers(),
                clock);
    }
}
