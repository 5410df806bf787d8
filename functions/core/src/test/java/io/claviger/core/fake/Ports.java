package io.claviger.core.fake;

import io.claviger.core.Deadline;
import io.claviger.core.Pause;
import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.enrolment.EnrolmentPolicy;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.RefreshQueue;
import io.claviger.core.instance.RevocationEvidence;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;
import io.claviger.core.pacing.DevicePacing;
import io.claviger.core.pacing.Pacer;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.refresh.RefreshPolicy;
import io.claviger.core.registration.RegistrationPolicy;
import io.claviger.core.usecases.Settings;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vault.CredentialStorage;
import io.claviger.core.vault.CredentialStorages;
import io.claviger.core.vault.CredentialVault;
import io.claviger.core.vault.TwoStorageVault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/** The ports of one process. */
public record Ports(
        Applications applications,
        SoftwareStatements softwareStatements,
        Instances instances,
        CredentialStorages storages,
        CredentialVault vault,
        AuthorizationServer adobe,
        DevicePacing pacing,
        RefreshQueue refreshQueue,
        RevocationEvidence revocationEvidence,
        EventPublisher eventPublisher,
        Journal journal,
        Pause pause)
        implements Stores, Signals {
    public static final Settings SETTINGS = new Settings(
            RefreshPolicy.DEFAULT,
            RegistrationPolicy.DEFAULT,
            EnrolmentPolicy.DEFAULT,
            Duration.ofSeconds(2),
            Optional.of(new ServiceProvider("channel")),
            50);
    private static final Duration ENDLESS = Duration.ofDays(365);
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    /** Ports whose credentials are all in one storage. */
    public Ports(
            Applications applications,
            SoftwareStatements softwareStatements,
            Instances instances,
            CredentialVault vault,
            AuthorizationServer adobe,
            DevicePacing pacing,
            RefreshQueue refreshQueue,
            RevocationEvidence revocationEvidence,
            EventPublisher eventPublisher,
            Journal journal,
            Pause pause) {
        this(
                applications,
                softwareStatements,
                instances,
                new CredentialStorages(
                        vault, new InMemoryTableVault(InstantSource.system()), CredentialStorage.SECRETS_MANAGER),
                vault,
                adobe,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    /** The use cases over these ports. */
    public UseCases useCases(Settings settings, InstantSource clock, SplittableRandom random) {
        return useCases(settings, clock, random, () -> ENDLESS);
    }

    /** The use cases over these ports, in a process whose invocations end. */
    public UseCases useCases(Settings settings, InstantSource clock, SplittableRandom random, Deadline deadline) {
        return new UseCases(
                this,
                this,
                () -> adobe,
                new Pacer(pacing, MAX_WAIT, pause),
                new Platform(clock, pause, random, deadline),
                settings);
    }

    public Ports withApplications(Applications changed) {
        return new Ports(
                changed,
                softwareStatements,
                instances,
                storages,
                vault,
                adobe,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    public Ports withInstances(Instances changed) {
        return new Ports(
                applications,
                softwareStatements,
                changed,
                storages,
                vault,
                adobe,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    public Ports withStatements(SoftwareStatements changed) {
        return new Ports(
                applications,
                changed,
                instances,
                storages,
                vault,
                adobe,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    public Ports withStorages(CredentialStorages changed) {
        return new Ports(
                applications,
                softwareStatements,
                instances,
                changed,
                new TwoStorageVault(changed),
                adobe,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    public Ports withVault(CredentialVault changed) {
        return new Ports(
                applications,
                softwareStatements,
                instances,
                storages,
                changed,
                adobe,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    public Ports withAdobe(AuthorizationServer changed) {
        return new Ports(
                applications,
                softwareStatements,
                instances,
                storages,
                vault,
                changed,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    public Ports withPacing(DevicePacing changed) {
        return new Ports(
                applications,
                softwareStatements,
                instances,
                storages,
                vault,
                adobe,
                changed,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    public Ports withRefreshQueue(RefreshQueue changed) {
        return new Ports(
                applications,
                softwareStatements,
                instances,
                storages,
                vault,
                adobe,
                pacing,
                changed,
                revocationEvidence,
                eventPublisher,
                journal,
                pause);
    }

    public Ports withJournal(Journal changed) {
        return new Ports(
                applications,
                softwareStatements,
                instances,
                storages,
                vault,
                adobe,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                changed,
                pause);
    }

    public Ports withPause(Pause changed) {
        return new Ports(
                applications,
                softwareStatements,
                instances,
                storages,
                vault,
                adobe,
                pacing,
                refreshQueue,
                revocationEvidence,
                eventPublisher,
                journal,
                changed);
    }
}
