package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.application.EnrolmentKeys;
import io.claviger.core.enrolment.EnrolCommand.Credential;
import io.claviger.core.enrolment.EnrolResult;
import io.claviger.core.enrolment.EnrolmentCode;
import io.claviger.core.enrolment.EnrolmentKey;
import io.claviger.core.instance.DeviceKey;
import io.claviger.core.instance.Enrolment;
import io.claviger.core.instance.Instance;
import io.claviger.core.simulation.Enrolments.EnrolledDevice;
import io.claviger.core.simulation.Operation.Kind;
import io.claviger.core.vending.VendResult;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Invariants of enrolment: what codes, enrolment keys and the keys of devices are good for. */
final class EnrolmentInvariants {
    private static final int MAX_KEYS = 5;
    private static final Set<Kind> CHANGING_ENROLMENT_KEYS =
            EnumSet.of(Kind.ROTATE_ENROLMENT_KEY, Kind.REVOKE_ENROLMENT_KEY);

    private final World world;
    private final Map<OperationRun, Credential> presented = new HashMap<>();
    private final Map<OperationRun, DeviceKey> enrolled = new HashMap<>();
    private final Set<String> usedCodes = new HashSet<>();
    private final Map<String, Instant> endedEnrolmentKeys = new HashMap<>();
    private final Set<String> endedKeys = new HashSet<>();
    private final Set<EnrolledDevice> confirmedRevoked = new HashSet<>();

    EnrolmentInvariants(World world) {
        this.world = world;
    }

    /** A device presents a code or an enrolment key. */
    void begins(OperationRun me, Credential credential) {
        presented.put(me, credential);
    }

    /** The store holds a new state of an instance. */
    void stored(Optional<Instance> before, Instance after) {
        List<DeviceKey> was = keys(before);
        List<DeviceKey> is = after.enrolment().keys();
        is.stream().filter(key -> !was.contains(key)).forEach(key -> added(before, after, key));
        was.stream().filter(key -> !is.contains(key)).forEach(key -> removed(after, key));
    }

    private void added(Optional<Instance> before, Instance after, DeviceKey key) {
        OperationRun me = world.currentRun();
        boolean first = enrolled.putIfAbsent(me, key) == null;
        switch (presented.get(me)) {
            case Credential.Code(EnrolmentCode code) ->
                check(
                        Invariant.CODES_ENROL_ONE_DEVICE,
                        first
                                && code.instance().equals(after.key())
                                && accepted(before, code, me)
                                && usedCodes.add(code.sha256()),
                        me + " enrols " + key.id());
            case Credential.Key _ ->
                check(
                        Invariant.ENROLMENT_KEYS_OPEN_NO_INSTANCE,
                        first && before.isEmpty(),
                        me + " enrols " + key.id() + " for " + after.key());
            case null -> check(Invariant.DEVICE_KEYS_STAY, false, me + " adds " + key.id());
        }
        check(Invariant.DEVICE_KEYS_STAY, !endedKeys.contains(key.id()), me + " brings back " + key.id());
    }

    private static boolean accepted(Optional<Instance> before, EnrolmentCode code, OperationRun me) {
        Instant begunAt = me.begunAt().plus(me.process().clockError());
        return before.filter(instance -> instance.enrolment().accepts(code.sha256(), begunAt))
                .isPresent();
    }

    /** One key more than an instance keeps ends the oldest one; a device that enrols again ends its earlier key. */
    private void removed(Instance after, DeviceKey key) {
        OperationRun me = world.currentRun();
        boolean replaced = Optional.ofNullable(enrolled.get(me))
                .filter(latest -> after.enrolment().keys().size() == MAX_KEYS
                        || latest.material().equals(key.material()))
                .isPresent();
        check(
                Invariant.DEVICE_KEYS_STAY,
                replaced || me.operation().kind() == Kind.REVOKE_DEVICE_KEY,
                me + " ends " + key.id());
        endedKeys.add(key.id());
    }

    /** The store removed an instance. */
    void removed(Instance instance) {
        OperationRun me = world.currentRun();
        check(
                Invariant.DEVICE_KEYS_STAY,
                instance.enrolment().equals(Enrolment.NONE) || me.operation().kind() == Kind.DEREGISTER,
                me + " removes " + instance.key());
    }

    /** The store holds a new state of an application. */
    void stored(Optional<Application> before, Application after) {
        EnrolmentKeys was = before.map(Application::enrolmentKeys).orElse(EnrolmentKeys.NONE);
        if (was.equals(after.enrolmentKeys())) {
            return;
        }
        check(
                Invariant.ENROLMENT_KEYS_STAY,
                CHANGING_ENROLMENT_KEYS.contains(world.currentRun().operation().kind()),
                world.currentRun() + " changes the enrolment keys of " + after.id());
        Instant now = world.scheduler().instant();
        hashes(was)
                .filter(sha256 -> hashes(after.enrolmentKeys()).noneMatch(sha256::equals))
                .forEach(sha256 -> endedEnrolmentKeys.put(sha256, now));
    }

    private static Stream<String> hashes(EnrolmentKeys keys) {
        return Stream.concat(keys.current().stream(), keys.previous().map(EnrolmentKeys.Previous::sha256).stream());
    }

    void ended(OperationRun me, EnrolResult result) {
        Optional<DeviceKey> stored = Optional.ofNullable(enrolled.get(me));
        Optional<DeviceKey> answered =
                result instanceof EnrolResult.Enrolled(var _, var key) ? Optional.of(key) : Optional.empty();
        check(Invariant.CODES_ENROL_ONE_DEVICE, stored.equals(answered), me + " answers " + result);
        if (presented.get(me) instanceof Credential.Key(EnrolmentKey key)) {
            boolean ended = Optional.ofNullable(endedEnrolmentKeys.get(key.sha256()))
                    .filter(at -> at.isBefore(me.begunAt()))
                    .isPresent();
            check(Invariant.ENDED_ENROLMENT_KEYS_ENROL_NOBODY, !ended || answered.isEmpty(), me + " answers " + result);
        }
    }

    /** A caller has got the confirmation that the key opens nothing any more. */
    void confirmedRevoked(EnrolledDevice device) {
        confirmedRevoked.add(device);
    }

    boolean isRevoked(EnrolledDevice device) {
        return confirmedRevoked.contains(device);
    }

    /** Whether the device's key lies in its instance's item. */
    boolean holds(EnrolledDevice device) {
        return keys(world.instances().find(device.instance())).stream()
                .anyMatch(key -> key.id().equals(device.keyId()));
    }

    /**
     * A device has asked for a token.
     *
     * @param revoked whether the revocation of its key was confirmed when it asked
     * @param held whether its key was stored when it asked
     */
    void vended(EnrolledDevice device, boolean revoked, boolean held, VendResult result) {
        check(
                Invariant.NO_TOKEN_FOR_A_REVOKED_KEY,
                !revoked || !(result instanceof VendResult.Vended),
                "a token is vended to " + device);
        check(
                Invariant.DEVICE_KEYS_STAY,
                !(result instanceof VendResult.NotAdmitted) || !held || !holds(device),
                device + " is not admitted");
    }

    private static List<DeviceKey> keys(Optional<Instance> instance) {
        return instance.map(found -> found.enrolment().keys()).orElse(List.of());
    }

    private void check(Invariant invariant, boolean holds, String what) {
        world.invariants().check(invariant, holds, () -> what);
    }
}
