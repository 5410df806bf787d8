package io.claviger.core.fake;

import io.claviger.core.Identifiers;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.refresh.CoolDown;
import io.claviger.core.refresh.Pacer;
import io.claviger.core.refresh.RecheckCredentials;
import io.claviger.core.refresh.RefreshDueInstance;
import io.claviger.core.refresh.RefreshToken;
import io.claviger.core.refresh.SweepDueInstances;
import io.claviger.core.registration.AdoptCredentials;
import io.claviger.core.registration.ClientRegistrar;
import io.claviger.core.registration.DeregisterInstance;
import io.claviger.core.registration.RegisterApplication;
import io.claviger.core.registration.RegisterInstance;
import io.claviger.core.registration.RestoreInstance;
import io.claviger.core.revocation.CheckEvidence;
import io.claviger.core.revocation.CheckRevocation;
import io.claviger.core.revocation.StatementProbe;
import io.claviger.core.vending.CacheExpiryWait;
import io.claviger.core.vending.ReportRejectedToken;
import io.claviger.core.vending.TokenCache;
import io.claviger.core.vending.VendToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/** The real use cases of one process. */
public record UseCases(
        RegisterApplication registerApplication,
        RegisterInstance registerInstance,
        AdoptCredentials adoptCredentials,
        DeregisterInstance deregisterInstance,
        RestoreInstance restoreInstance,
        VendToken vendToken,
        ReportRejectedToken reportRejectedToken,
        SweepDueInstances sweepDueInstances,
        RefreshDueInstance refreshDueInstance,
        CheckRevocation checkRevocation,
        CheckEvidence checkEvidence) {
    private static final Optional<ServiceProvider> CHANNEL = Optional.of(new ServiceProvider("channel"));
    private static final Duration MAX_WAIT_FOR_PACE = Duration.ofSeconds(20);
    private static final int DEEPEST = 50;

    public static UseCases of(Ports ports, Settings settings, InstantSource clock, SplittableRandom random) {
        Identifiers identifiers = new Identifiers(random);
        CoolDown coolDown = new CoolDown(random);
        TokenCache memory = new TokenCache(settings.memory(), clock);
        CacheExpiryWait horizon = new CacheExpiryWait(settings.horizon(), ports.pause());
        ClientRegistrar registrar =
                new ClientRegistrar(ports.instances(), ports.vault(), ports.adobe(), ports.journal(), coolDown, clock);
        RestoreInstance restore =
                new RestoreInstance(ports.instances(), ports.vault(), ports.events(), ports.journal(), clock);
        RefreshToken refresh = new RefreshToken(
                ports.refreshing().instances(),
                ports.refreshing().vault(),
                ports.refreshing().adobe(),
                ports.evidence(),
                ports.journal(),
                coolDown,
                settings.refresh(),
                identifiers,
                clock);
        CheckRevocation check = new CheckRevocation(
                ports.applications(),
                ports.statements(),
                ports.instances(),
                ports.vault(),
                ports.checking(),
                ports.events(),
                ports.journal(),
                horizon,
                CHANNEL,
                identifiers,
                ports.pause(),
                clock);
        return new UseCases(
                new RegisterApplication(
                        ports.applications(),
                        ports.statements(),
                        ports.instances(),
                        registrar,
                        new StatementProbe(ports.adobe(), ports.journal()),
                        ports.evidence(),
                        ports.journal(),
                        settings.registration(),
                        identifiers,
                        ports.pause(),
                        clock),
                new RegisterInstance(
                        ports.instances(),
                        ports.statements(),
                        registrar,
                        restore,
                        new RecheckCredentials(
                                ports.instances(), ports.vault(), ports.adobe(), ports.journal(), coolDown, clock),
                        ports.evidence(),
                        ports.events(),
                        settings.registration(),
                        identifiers,
                        ports.pause(),
                        clock),
                new AdoptCredentials(
                        ports.instances(),
                        ports.vault(),
                        ports.adobe(),
                        registrar,
                        ports.events(),
                        horizon,
                        settings.registration(),
                        identifiers,
                        ports.pause(),
                        clock),
                new DeregisterInstance(
                        ports.instances(),
                        ports.vault(),
                        ports.events(),
                        ports.journal(),
                        horizon,
                        settings.registration(),
                        clock),
                restore,
                new VendToken(
                        ports.instances(),
                        refresh,
                        ports.queue(),
                        memory,
                        ports.journal(),
                        settings.refresh(),
                        ports.pause(),
                        clock),
                new ReportRejectedToken(ports.instances(), memory, horizon, ports.evidence(), clock),
                new SweepDueInstances(ports.instances(), ports.queue(), ports.journal(), DEEPEST, clock),
                new RefreshDueInstance(
                        ports.refreshing().instances(),
                        refresh,
                        new Pacer(ports.pacing(), MAX_WAIT_FOR_PACE, ports.pause()),
                        settings.refresh(),
                        clock),
                check,
                new CheckEvidence(ports.instances(), check, ports.events(), ports.journal(), horizon, clock));
    }
}
