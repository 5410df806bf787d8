package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.enrolment.EnrolmentCode;
import io.claviger.core.enrolment.EnrolmentKey;
import io.claviger.core.instance.InstanceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What backends, apps and devices hold: enrolment codes, enrolment keys, and the devices' own keys. */
final class Enrolments {
    private final Map<InstanceKey, List<EnrolmentCode>> codes = new HashMap<>();
    private final Map<ApplicationId, List<EnrolmentKey>> keys = new HashMap<>();
    private final List<EnrolledDevice> devices = new ArrayList<>();

    /** A device that got the answer to its enrolment. */
    record EnrolledDevice(InstanceKey instance, String keyId) {}

    void issued(EnrolmentCode code) {
        codes.computeIfAbsent(code.instance(), _ -> new ArrayList<>()).addFirst(code);
    }

    void rotated(EnrolmentKey key) {
        keys.computeIfAbsent(key.application(), _ -> new ArrayList<>()).addFirst(key);
    }

    void enrolled(EnrolledDevice device) {
        devices.addFirst(device);
    }

    /** @param age 0 for the latest one */
    Optional<EnrolmentCode> code(InstanceKey instance, int age) {
        return codes.getOrDefault(instance, List.of()).stream().skip(age).findFirst();
    }

    /** @param age 0 for the latest one */
    Optional<EnrolmentKey> key(ApplicationId application, int age) {
        return keys.getOrDefault(application, List.of()).stream().skip(age).findFirst();
    }

    /** @param age 0 for the device that enrolled last */
    Optional<EnrolledDevice> device(int age) {
        return devices.stream().skip(age).findFirst();
    }
}
