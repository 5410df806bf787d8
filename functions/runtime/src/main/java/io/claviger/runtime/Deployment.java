package io.claviger.runtime;

import io.claviger.authserver.AdobePassAuthorizationServer;
import io.claviger.authserver.AdobePassConfig;
import io.claviger.authserver.BaseUri;
import io.claviger.aws.AwsAdapters;
import io.claviger.aws.AwsClients;
import io.claviger.aws.AwsSettings;
import io.claviger.aws.Lazy;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import io.claviger.core.refresh.Pacer;
import io.claviger.core.usecases.UseCases;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** One function's settings, adapters and use cases, as the environment variables of {@code template.yaml} want them. */
public final class Deployment {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Adobe's throttling page: one call a second for one address. */
    private static final Duration CALL_INTERVAL = Duration.ofSeconds(1);

    /**
     * One invocation has time for several such waits and calls; an instance that would wait longer comes with the next
     * sweep.
     */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Platform platform = new Platform(InstantSource.system(), new ThreadPause(), new SecureRandom());
    private final Environment environment;
    private final AwsAdapters aws;
    private final Journal journal;
    private final Lazy<AuthorizationServer> authorizationServer = new Lazy<>(this::authorizationServer);

    public Deployment(Map<String, String> variables) {
        this.environment = new Environment(variables);
        this.aws = new AwsAdapters(
                AwsSettings.fromEnvironment(variables), new AwsClients(variables), platform.clock(), platform.pause());
        this.journal = aws.journal();
    }

    public Environment environment() {
        return environment;
    }

    public AwsAdapters aws() {
        return aws;
    }

    public InstantSource clock() {
        return platform.clock();
    }

    public Journal journal() {
        return journal;
    }

    /** The use cases, with calls at the rate that Adobe documents. */
    public UseCases useCases() {
        return useCases(CALL_INTERVAL, MAX_WAIT);
    }

    /**
     * @param callInterval between two calls for one device address; background calls come half as often
     * @param maxWait how long a background call may wait for its turn
     */
    public UseCases useCases(Duration callInterval, Duration maxWait) {
        Pacer pacer = new Pacer(aws.devicePacing(callInterval), maxWait, platform.pause());
        return new UseCases(aws, aws, authorizationServer, pacer, platform, new Policies(environment).settings());
    }

    /** {@code AUTHORIZATION_SERVER_URI} and {@code UPSTREAM_TIMEOUT_SECONDS}. */
    private AuthorizationServer authorizationServer() {
        BaseUri address = new BaseUri(environment.text("AUTHORIZATION_SERVER_URI"));
        Duration timeout = environment.seconds("UPSTREAM_TIMEOUT_SECONDS", 5, 1, 8);
        Duration connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
        AdobePassConfig config = new AdobePassConfig(address, connect, timeout, "Claviger");
        return aws.watched(
                new AdobePassAuthorizationServer(config, platform.clock()), address.host(), platform.random());
    }
}
