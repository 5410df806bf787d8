package io.claviger.core.usecases;

import io.claviger.core.application.StatusCache;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.enrolment.EnrolDevice;
import io.claviger.core.enrolment.EnrolmentHook;
import io.claviger.core.enrolment.IssueEnrolmentCode;
import io.claviger.core.enrolment.RevokeDeviceKey;
import io.claviger.core.enrolment.RevokeEnrolmentKeys;
import io.claviger.core.enrolment.RotateEnrolmentKey;
import io.claviger.core.pacing.CoolDown;
import io.claviger.core.pacing.FailedProofs;
import io.claviger.core.pacing.LimitedAuthorizationServer;
import io.claviger.core.pacing.Pacer;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.refresh.RecheckCredentials;
import io.claviger.core.refresh.RefreshDueInstance;
import io.claviger.core.refresh.RefreshToken;
import io.claviger.core.refresh.SweepDueInstances;
import io.claviger.core.registration.AdoptCredentials;
import io.claviger.core.registration.ClientRegistrar;
import io.claviger.core.registration.DeregisterInstance;
import io.claviger.core.registration.RegisterInstance;
import io.claviger.core.registration.RegisterResult;
import io.claviger.core.registration.RestoreInstance;
import io.claviger.core.revocation.CheckRevocation;
import io.claviger.core.revocation.FollowUpRefusal;
import io.claviger.core.statement.StatementProbe;
import io.claviger.core.statement.StoreApplication;
import io.claviger.core.statement.StoreResult;
import io.claviger.core.vault.MoveCredentials;
import io.claviger.core.vending.CacheExpiryWait;
import io.claviger.core.vending.ReportRejectedToken;
import io.claviger.core.vending.TokenCache;
import io.claviger.core.vending.VendToken;
import java.util.function.Supplier;

/**
 * Puts the use cases together, here and nowhere else. Each method makes a new use case, which asks the groups only for
 * the ports that it uses: a function needs the settings and permissions of its own use cases alone. The use cases share
 * one cache of tokens, one of statuses, and what the process remembers of failed proofs.
 */
public final class UseCases {
    private final Stores stores;
    private final Signals signals;
    private final Supplier<AuthorizationServer> authorizationServer;
    private final Pacer pacer;
    private final Platform platform;
    private final Settings settings;
    private final TokenCache tokenCache;
    private final StatusCache statusCache;
    private final FailedProofs<StoreResult> failedStores;
    private final FailedProofs<RegisterResult> failedAdoptions;

    /**
     * @param authorizationServer gives the same one every time
     * @param pacer counts all calls, and delays those of the refresh worker and of the revocation check
     */
    public UseCases(
            Stores stores,
            Signals signals,
            Supplier<AuthorizationServer> authorizationServer,
            Pacer pacer,
            Platform platform,
            Settings settings) {
        this.stores = stores;
        this.signals = signals;
        this.authorizationServer = authorizationServer;
        this.pacer = pacer;
        this.platform = platform;
        this.settings = settings;
        this.tokenCache = new TokenCache(settings.tokenCacheAge(), platform.clock());
        this.statusCache = new StatusCache(stores::applications, settings.tokenCacheAge(), platform.clock());
        this.failedStores = new FailedProofs<>(coolDown(), platform.clock());
        this.failedAdoptions = new FailedProofs<>(coolDown(), platform.clock());
    }

    public StoreApplication storeApplication() {
        return new StoreApplication(
                stores,
                signals,
                clientRegistrar(),
                foreground(),
                statementProbe(),
                failedStores,
                settings.registration(),
                platform);
    }

    public RegisterInstance registerInstance() {
        return new RegisterInstance(
                stores,
                signals,
                clientRegistrar(),
                restoreInstance(),
                recheckCredentials(),
                settings.registration(),
                platform);
    }

    public AdoptCredentials adoptCredentials() {
        return new AdoptCredentials(
                stores,
                signals,
                foreground(),
                clientRegistrar(),
                cacheExpiryWait(),
                failedAdoptions,
                settings.registration(),
                platform);
    }

    public DeregisterInstance deregisterInstance() {
        return new DeregisterInstance(stores, signals, cacheExpiryWait(), settings.registration(), platform.clock());
    }

    public RestoreInstance restoreInstance() {
        return new RestoreInstance(
                stores.instances(), stores.vault(), signals.eventPublisher(), signals.journal(), platform.clock());
    }

    public MoveCredentials moveCredentials() {
        return new MoveCredentials(
                stores.instances(),
                stores.storages(),
                settings.registration().recoveryWindow(),
                platform.identifiers(),
                platform.deadline());
    }

    /** @param hook the programmer's own check of a device */
    public EnrolDevice enrolDevice(EnrolmentHook hook) {
        return new EnrolDevice(stores, signals, hook, registerInstance(), settings.enrolment(), platform);
    }

    public IssueEnrolmentCode issueEnrolmentCode() {
        return new IssueEnrolmentCode(stores.instances(), signals.journal(), settings.enrolment(), platform);
    }

    public RotateEnrolmentKey rotateEnrolmentKey() {
        return new RotateEnrolmentKey(stores.applications(), signals.journal(), settings.enrolment(), platform);
    }

    public RevokeEnrolmentKeys revokeEnrolmentKeys() {
        return new RevokeEnrolmentKeys(stores.applications(), signals.journal());
    }

    public RevokeDeviceKey revokeDeviceKey() {
        return new RevokeDeviceKey(stores.instances(), cacheExpiryWait(), signals.journal());
    }

    public VendToken vendToken() {
        return new VendToken(
                stores.instances(),
                statusCache,
                signals,
                refreshToken(foreground()),
                tokenCache,
                settings.refresh(),
                platform);
    }

    public ReportRejectedToken reportRejectedToken() {
        return new ReportRejectedToken(
                stores.instances(), tokenCache, cacheExpiryWait(), signals.revocationEvidence(), platform.clock());
    }

    public SweepDueInstances sweepDueInstances() {
        return new SweepDueInstances(
                stores.instances(),
                signals.refreshQueue(),
                signals.journal(),
                settings.maxQueueDepth(),
                platform.clock());
    }

    public RefreshDueInstance refreshDueInstance() {
        return new RefreshDueInstance(
                stores.instances(),
                statusCache,
                refreshToken(LimitedAuthorizationServer.inTurn(authorizationServer.get(), pacer, platform.deadline())),
                authorizationServer.get(),
                pacer,
                settings.refresh(),
                signals.journal(),
                platform.clock());
    }

    public CheckRevocation checkRevocation() {
        return new CheckRevocation(
                stores,
                signals,
                LimitedAuthorizationServer.background(authorizationServer.get(), pacer, platform.deadline()),
                cacheExpiryWait(),
                settings.defaultServiceProvider(),
                platform);
    }

    public FollowUpRefusal followUpRefusal() {
        return new FollowUpRefusal(
                stores.applications(),
                stores.instances(),
                checkRevocation(),
                signals.eventPublisher(),
                signals.journal(),
                cacheExpiryWait(),
                platform.clock());
    }

    /** Adobe Pass for calls that a caller waits for. */
    private AuthorizationServer foreground() {
        return LimitedAuthorizationServer.foreground(authorizationServer.get(), pacer, platform.deadline());
    }

    private RefreshToken refreshToken(AuthorizationServer paced) {
        return new RefreshToken(stores, signals, paced, foreground(), settings.refresh(), platform);
    }

    private RecheckCredentials recheckCredentials() {
        return new RecheckCredentials(
                stores.instances(), stores.vault(), foreground(), signals.journal(), coolDown(), platform.clock());
    }

    private ClientRegistrar clientRegistrar() {
        return new ClientRegistrar(stores, foreground(), signals.journal(), coolDown(), platform);
    }

    private StatementProbe statementProbe() {
        return new StatementProbe(foreground(), stores.applications(), signals.journal());
    }

    private CoolDown coolDown() {
        return new CoolDown(platform.random());
    }

    private CacheExpiryWait cacheExpiryWait() {
        return new CacheExpiryWait(settings.tokenCacheAge(), platform.pause());
    }
}
