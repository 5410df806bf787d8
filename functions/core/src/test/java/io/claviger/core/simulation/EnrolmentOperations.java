package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.enrolment.EnrolCommand;
import io.claviger.core.enrolment.EnrolCommand.Credential;
import io.claviger.core.enrolment.EnrolResult;
import io.claviger.core.enrolment.EnrolmentHook;
import io.claviger.core.enrolment.EnrolmentHook.Verdict;
import io.claviger.core.enrolment.IssueEnrolmentCode.Issued;
import io.claviger.core.enrolment.RotateEnrolmentKey.Rotated;
import io.claviger.core.instance.DeviceKey.Material.PublicKey;
import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.simulation.Enrolments.EnrolledDevice;
import io.claviger.core.simulation.Operation.Kind;
import java.util.Optional;

/** The operations by which devices get and lose keys of their own, with the checks of their results. */
final class EnrolmentOperations {
    private EnrolmentOperations() {}

    static Operation issueCode(World world, InstanceKey key) {
        return on(Kind.ISSUE_CODE, key, (useCases, _) -> {
            Optional<Issued> issued =
                    useCases.registration().issueEnrolmentCode().issue(key);
            issued.ifPresent(code -> world.enrolments().issued(code.code()));
            return issued;
        });
    }

    static Operation rotateKey(World world, ApplicationId id) {
        return on(Kind.ROTATE_ENROLMENT_KEY, id, (useCases, _) -> {
            Optional<Rotated> rotated =
                    useCases.registration().rotateEnrolmentKey().rotate(id);
            rotated.ifPresent(key -> world.enrolments().rotated(key.key()));
            return rotated;
        });
    }

    static Operation revokeEnrolmentKeys(ApplicationId id, boolean previousAlone) {
        return on(
                Kind.REVOKE_ENROLMENT_KEY,
                id,
                (useCases, _) -> useCases.registration().revokeEnrolmentKeys().revoke(id, previousAlone));
    }

    /** @param publicKey empty for a device that asks for a secret */
    static Operation enrolWithCode(World world, Credential.Code code, Optional<PublicKey> publicKey, Device device) {
        return on(Kind.ENROL, code.code().instance(), enrolling(world, code, publicKey, device));
    }

    /** @param publicKey empty for a device that asks for a secret */
    static Operation enrolWithKey(World world, Credential.Key key, Optional<PublicKey> publicKey, Device device) {
        return on(Kind.ENROL, key.key().application(), enrolling(world, key, publicKey, device));
    }

    private static Operation.Step enrolling(
            World world, Credential credential, Optional<PublicKey> publicKey, Device device) {
        EnrolmentHook hook = _ -> world.network().call("hook.judge", () -> Verdict.ADMITTED, () -> Verdict.UNKNOWN);
        return (useCases, me) -> {
            world.enrolmentInvariants().begins(me, credential);
            EnrolResult result = useCases.registration()
                    .enrolDevice(hook)
                    .enrol(new EnrolCommand(credential, publicKey, Optional.empty(), device));
            if (result instanceof EnrolResult.Enrolled(Instance instance, var key)) {
                world.enrolments().enrolled(new EnrolledDevice(instance.key(), key.id()));
            }
            world.enrolmentInvariants().ended(me, result);
            world.coverage().count("ENROL answered " + result.getClass().getSimpleName());
            return result;
        };
    }

    static Operation revokeDeviceKey(World world, EnrolledDevice device) {
        return on(Kind.REVOKE_DEVICE_KEY, device.instance(), (useCases, _) -> {
            boolean revoked = useCases.registration().revokeDeviceKey().revoke(device.instance(), device.keyId());
            if (revoked) {
                world.enrolmentInvariants().confirmedRevoked(device);
            }
            return revoked;
        });
    }

    private static Operation on(Kind kind, InstanceKey key, Operation.Step step) {
        return new Operation(kind, key.application(), Optional.of(key), false, step);
    }

    private static Operation on(Kind kind, ApplicationId id, Operation.Step step) {
        return new Operation(kind, id, Optional.empty(), false, step);
    }
}
