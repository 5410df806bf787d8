package io.claviger.runtime;

import static io.claviger.aws.settings.Bounds.within;

import io.claviger.authserver.AdobePassAuthorizationServer;
import io.claviger.authserver.AdobePassConfig;
import io.claviger.authserver.BaseUri;
import io.claviger.aws.AwsAdapters;
import io.claviger.aws.AwsClients;
import io.claviger.aws.AwsSettings;
import io.claviger.aws.Lazy;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.Pacer;
import io.claviger.core.ports.Platform;
import io.claviger.core.usecases.UseCases;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** One function's adapters and use cases, built as its settings say. */
@Singleton
public final class Deployment {
    private static final Logger LOG = System.getLogger(Deployment.class.getName());
    private static final Duration MAX_CONNECT = Duration.ofSeconds(2);

    /** Adobe's throttling page allows one call a second for one address. */
    private static final Duration CALL_INTERVAL = Duration.ofSeconds(1);

    /** One invocation has time for several such waits and calls. The next sweep queues one that would wait longer. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Platform platform;
    private final DeploymentSettings settings;
    private final AwsSettings awsSettings;
    private final AdobePassConfig adobePass;
    private final AwsAdapters aws;
    private final Journal journal;
    private final Lazy<AuthorizationServer> authorizationServer = new Lazy<>(this::authorizationServer);

    @Inject
    public Deployment(DeploymentSettings settings, AwsSettings awsSettings, InvocationDeadline deadline) {
        // Lambda sends standard output to CloudWatch.
        this(
                settings,
                awsSettings,
                adobePass(settings, settings.authorizationServerUri()),
                new Platform(InstantSource.system(), new ThreadPause(), new SecureRandom(), deadline),
                new AwsClients(System.getenv()),
                System.out::println);
        LOG.log(Level.INFO, () -> "starting " + Build.current());
    }

    Deployment(
            DeploymentSettings settings,
            AwsSettings awsSettings,
            AdobePassConfig adobePass,
            Platform platform,
            AwsClients clients,
            Consumer<String> output) {
        this.platform = platform;
        this.settings = settings;
        this.awsSettings = awsSettings;
        this.adobePass = adobePass;
        this.aws = new AwsAdapters(awsSettings, clients, platform.clock(), platform.pause(), output);
        this.journal = aws.journal();
    }

    /** This deployment with a stand-in for AWS and Adobe Pass, without a journal and without pauses. */
    public Deployment with(StandIn standIn) {
        return new Deployment(
                settings,
                awsSettings,
                adobePass(settings, standIn.uri().toString()),
                new Platform(platform.clock(), _ -> {}, platform.random(), platform.deadline()),
                new AwsClients(System.getenv(), Optional.of(standIn.uri())),
                _ -> {});
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
        return new UseCases(aws, aws, authorizationServer, pacer, platform, UseCaseSettings.of(settings));
    }

    private AuthorizationServer authorizationServer() {
        String host = adobePass.baseUri().host();
        AuthorizationServer adobe = new AdobePassAuthorizationServer(adobePass, platform.clock());
        return aws.breaking(aws.watched(adobe, host, platform.random()), host, platform.random());
    }

    /** @throws IllegalArgumentException if a value is out of bounds; the message names the variable */
    static AdobePassConfig adobePass(DeploymentSettings settings, String baseUri) {
        Duration timeout = Duration.ofSeconds(within(
                "UPSTREAM_TIMEOUT_SECONDS", settings.upstreamTimeoutSeconds().orElse(5), 1, 8));
        Duration connect = timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT;
        return new AdobePassConfig(new BaseUri(baseUri), connect, timeout, "Claviger");
    }
}
