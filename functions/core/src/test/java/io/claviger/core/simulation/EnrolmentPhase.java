package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.enrolment.EnrolCommand.Credential;
import io.claviger.core.enrolment.EnrolResult;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Enrolments.EnrolledDevice;
import io.claviger.core.vending.VendResult;
import java.util.List;
import java.util.Optional;

/** Devices enrol without faults, after whatever became of their enrolments before. */
final class EnrolmentPhase {
    private final World world;
    private final OperationDriver driver;

    EnrolmentPhase(World world, OperationDriver driver) {
        this.world = world;
        this.driver = driver;
    }

    /** The instance's device gets a new code, and another device tries it, too. */
    void oneDeviceForACode(InstanceKey key, Device device) {
        driver.run(List.of(EnrolmentOperations.issueCode(world, key)));
        Credential.Code code =
                new Credential.Code(world.enrolments().code(key, 0).orElseThrow());
        PublicKey own = EnrolmentActions.publicKey(key, "owner");
        Operation enrol = EnrolmentOperations.enrolWithCode(world, code, Optional.of(own), device);
        List<Object> results = driver.run(List.of(enrol, enrol));
        long enrolled =
                results.stream().filter(EnrolResult.Enrolled.class::isInstance).count();
        long keys = world.instances().find(key).orElseThrow().enrolment().keys().stream()
                .filter(kept -> kept.material().equals(own))
                .count();
        world.invariants()
                .check(
                        Invariant.ENROLMENTS_CAN_BE_REPEATED,
                        enrolled == 1 && keys == 1 && !vend(device).equals(Optional.of(new VendResult.NotAdmitted())),
                        () -> key + " has " + keys + " keys of its device after " + results);
    }

    /** Of two rotations at once, both answered keys work. */
    void bothKeysOfARotation(ApplicationId id, Device device) {
        Operation rotate = EnrolmentOperations.rotateKey(world, id);
        driver.run(List.of(rotate, rotate));
        for (int age = 0; age < 2; age++) {
            Credential.Key key =
                    new Credential.Key(world.enrolments().key(id, age).orElseThrow());
            List<Object> results =
                    driver.run(List.of(EnrolmentOperations.enrolWithKey(world, key, Optional.empty(), device)));
            world.invariants()
                    .check(
                            Invariant.ENROLMENTS_CAN_BE_REPEATED,
                            results.getFirst() instanceof EnrolResult.Enrolled
                                    && vend(device)
                                            .filter(VendResult.Vended.class::isInstance)
                                            .isPresent(),
                            () -> "the enrolment key of " + id + " answers " + results);
        }
    }

    /** By the device that enrolled last. */
    private Optional<Object> vend(Device device) {
        EnrolledDevice enrolled = world.enrolments().device(0).orElseThrow();
        return driver.run(List.of(Operations.vend(world, enrolled, device))).stream()
                .findFirst();
    }
}
