package io.claviger.core.enrolment;

import io.claviger.core.Identifiers;
import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.DeviceSecret;
import io.claviger.core.enrolment.EnrolCommand.Credential;
import io.claviger.core.enrolment.EnrolmentHook.Verdict;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.DeviceKey.Material.SharedSecret;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Instances;
import io.claviger.core.instance.Registration;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Journal;
import io.claviger.core.ports.Platform;
import io.claviger.core.ports.Signals;
import io.claviger.core.ports.Stores;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.registration.RegisterInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Enrols a device with a key of its own, and registers its instance. A code serves the instance that it was issued for:
 * one conditional write stores the key and uses the code up. An enrolment key opens no existing instance: it makes a new
 * one, whose id is random.
 */
public final class EnrolDevice {
    private static final int SECRET_BYTES = 32;

    private final Applications applications;
    private final Instances instances;
    private final EnrolmentHook hook;
    private final RegisterInstance registerInstance;
    private final Journal journal;
    private final EnrolmentPolicy policy;
    private final Identifiers identifiers;
    private final RandomText random;
    private final InstantSource clock;

    public EnrolDevice(
            Stores stores,
            Signals signals,
            EnrolmentHook hook,
            RegisterInstance registerInstance,
            EnrolmentPolicy policy,
            Platform platform) {
        this.applications = stores.applications();
        this.instances = stores.instances();
        this.hook = hook;
        this.registerInstance = registerInstance;
        this.journal = signals.journal();
        this.policy = policy;
        this.identifiers = platform.identifiers();
        this.random = new RandomText(platform.random());
        this.clock = platform.clock();
    }

    public EnrolResult enrol(EnrolCommand command) {
        return switch (command.credential()) {
            case Credential.Code(EnrolmentCode code) -> withCode(command, code);
            case Credential.Key(EnrolmentKey key) -> withKey(command, key);
        };
    }

    private EnrolResult withCode(EnrolCommand command, EnrolmentCode code) {
        Optional<Instance> accepting = instances.find(code.instance()).filter(instance -> accepts(instance, code));
        if (accepting.isEmpty()) {
            return new EnrolResult.CredentialRefused();
        }
        Optional<EnrolResult> turnedAway = turnedAway(
                command,
                code.instance().application(),
                Optional.of(code.instance().instance()));
        if (turnedAway.isPresent()) {
            return turnedAway.get();
        }
        DeviceKey key = key(command);
        return instances
                .update(
                        code.instance(),
                        instance -> Optional.of(instance)
                                .filter(current -> accepts(current, code))
                                .map(current -> current.with(current.enrolment().with(key))))
                .map(instance -> enrolled(instance, key, command.device()))
                .orElseGet(EnrolResult.CredentialRefused::new);
    }

    private boolean accepts(Instance instance, EnrolmentCode code) {
        return instance.enrolment().accepts(code.sha256(), clock.instant());
    }

    private EnrolResult withKey(EnrolCommand command, EnrolmentKey enrolmentKey) {
        ApplicationId id = enrolmentKey.application();
        Instant now = clock.instant();
        Optional<Application> application =
                applications.find(id).filter(found -> found.enrolmentKeys().accepts(enrolmentKey.sha256(), now));
        if (application.isEmpty()) {
            return new EnrolResult.CredentialRefused();
        }
        Optional<EnrolResult> turnedAway = turnedAway(command, id, Optional.empty());
        if (turnedAway.isPresent()) {
            return turnedAway.get();
        }
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        if (!applications.countEnrolment(id, hour, policy.perHour())) {
            journal.note(new Entry.EnrolmentsLimited(id));
            return new EnrolResult.LimitReached(hour.plus(Duration.ofHours(1)));
        }
        DeviceKey key = key(command);
        while (true) {
            Instance begun = Instance.begun(
                    new InstanceKey(id, InstanceId.chosen(identifiers.next())),
                    new Registration.Unregistered(),
                    application.get().currentStatement().fingerprint(),
                    application.get().redirectUri(),
                    command.device(),
                    now);
            Optional<Instance> stored =
                    instances.store(begun.with(begun.enrolment().with(key)));
            if (stored.isPresent()) {
                return enrolled(stored.get(), key, command.device());
            }
        }
    }

    /** Empty for a device that the programmer's own check admits. */
    private Optional<EnrolResult> turnedAway(
            EnrolCommand command, ApplicationId application, Optional<InstanceId> instance) {
        Verdict verdict = hook.judge(
                new EnrolmentHook.Candidate(application, instance, command.publicKey(), command.attestation()));
        return switch (verdict) {
            case ADMITTED -> Optional.empty();
            case REFUSED -> {
                journal.note(new Entry.DeviceRefused(application, instance));
                yield Optional.of(new EnrolResult.DeviceRefused());
            }
            case UNKNOWN -> {
                journal.note(new Entry.EnrolmentCheckFailed(application));
                yield Optional.of(new EnrolResult.CheckFailed());
            }
        };
    }

    private DeviceKey key(EnrolCommand command) {
        DeviceKey.Material material = command.publicKey()
                .<DeviceKey.Material>map(given -> given)
                .orElseGet(() -> new SharedSecret(new DeviceSecret(random.of(SECRET_BYTES))));
        return new DeviceKey(identifiers.next(), material, clock.instant());
    }

    private EnrolResult enrolled(Instance instance, DeviceKey key, Device device) {
        journal.note(new Entry.DeviceEnrolled(instance.key(), key.id()));
        return new EnrolResult.Enrolled(registered(instance, device), key);
    }

    /** The device has its key whatever happens here: it registers its instance later. */
    private Instance registered(Instance instance, Device device) {
        try {
            registerInstance.register(new RegisterCommand(instance.key(), Optional.empty(), device, false));
            return instances.find(instance.key()).orElse(instance);
        } catch (RuntimeException e) {
            journal.note(new Entry.BookkeepingFailed(
                    instance.key(), "register_enrolled", e.getClass().getSimpleName()));
            return instance;
        }
    }
}
