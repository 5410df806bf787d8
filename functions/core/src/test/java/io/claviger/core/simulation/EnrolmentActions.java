package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.enrolment.EnrolCommand.Credential;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Workload.Action;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What happens to devices with keys of their own: they enrol, ask for tokens, and lose their keys. */
final class EnrolmentActions {
    /** One device in so many cannot make keys, and asks for a secret. */
    private static final int KEYLESS = 4;

    private static final int MAX_APART_MILLIS = 300;

    private final World world;
    private final SplittableRandom random;

    EnrolmentActions(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /**
     * Devices of one household.
     *
     * @param apart how long after the first one the second one acts
     * @param age of the code or key that they use, or of the enrolment: 0 for the latest
     */
    private record Devices(Device header, boolean keyless, Duration apart, int age) {
        Optional<PublicKey> publicKey(InstanceKey of, String which) {
            return keyless ? Optional.empty() : Optional.of(EnrolmentActions.publicKey(of, which));
        }
    }

    /** A device keeps its key when it enrols again. */
    static PublicKey publicKey(InstanceKey of, String which) {
        return new PublicKey("{\"kid\":\"" + of + "/" + which + "\"}");
    }

    /** @param what 106 to 121: the draw that selects the action */
    Action action(Supplier<Duration> delay, Population.App app, InstanceKey key, Device header, int what) {
        Devices devices = new Devices(
                header,
                random.nextInt(KEYLESS) == 0,
                Duration.ofMillis(random.nextInt(MAX_APART_MILLIS)),
                random.nextInt(1 + random.nextInt(4)));
        boolean also = random.nextBoolean();
        Operation rotate = EnrolmentOperations.rotateKey(world, app.id());
        if (what < 110) {
            return new Action(delay, "a code for " + key + " is issued and used", () -> {
                world.processes().start(EnrolmentOperations.issueCode(world, key), _ -> enrolWithCode(key, devices, 0));
                if (also) {
                    start(rotate);
                }
            });
        } else if (what < 112) {
            return new Action(
                    delay, "a code for " + key + " is used", () -> enrolWithCode(key, devices, devices.age()));
        } else if (what < 115) {
            return new Action(delay, "the enrolment key of " + app.id() + " is used and rotated", () -> {
                enrolWithKey(app, devices);
                start(rotate);
                if (also) {
                    start(rotate);
                }
            });
        } else if (what == 115) {
            return new Action(delay, "the enrolment keys of " + app.id() + " are revoked", () -> {
                start(EnrolmentOperations.revokeEnrolmentKeys(app.id(), also));
                enrolWithKey(app, devices);
            });
        } else if (what < 119) {
            return new Action(delay, "an enrolled device vends", () -> vend(devices));
        }
        return new Action(delay, "the key of an enrolled device is revoked", () -> revoke(devices));
    }

    /** Two devices at once, of which one got hold of the other's code. */
    private void enrolWithCode(InstanceKey key, Devices devices, int age) {
        world.enrolments().code(key, age).map(Credential.Code::new).ifPresent(code -> {
            start(EnrolmentOperations.enrolWithCode(world, code, devices.publicKey(key, "owner"), devices.header()));
            Operation other =
                    EnrolmentOperations.enrolWithCode(world, code, devices.publicKey(key, "other"), devices.header());
            world.scheduler().spawn(devices.apart(), () -> start(other));
        });
    }

    private void enrolWithKey(Population.App app, Devices devices) {
        world.enrolments()
                .key(app.id(), devices.age())
                .map(Credential.Key::new)
                .map(key -> EnrolmentOperations.enrolWithKey(
                        world, key, Optional.of(new PublicKey("{}")), devices.header()))
                .ifPresent(this::start);
    }

    private void vend(Devices devices) {
        world.enrolments()
                .device(devices.age())
                .ifPresent(enrolled -> start(Operations.vend(world, enrolled, devices.header())));
    }

    /** The device asks before, during and after. */
    private void revoke(Devices devices) {
        world.enrolments().device(devices.age()).ifPresent(enrolled -> {
            Operation vend = Operations.vend(world, enrolled, devices.header());
            start(vend);
            world.processes().start(EnrolmentOperations.revokeDeviceKey(world, enrolled), _ -> start(vend));
            world.scheduler().spawn(devices.apart(), () -> start(vend));
        });
    }

    private void start(Operation operation) {
        world.processes().start(operation, _ -> {});
    }
}
