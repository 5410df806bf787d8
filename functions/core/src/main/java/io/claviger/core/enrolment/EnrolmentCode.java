package io.claviger.core.enrolment;

import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.Secret;
import io.claviger.core.instance.InstanceKey;

/** Enrols one device for one instance, once: {@code applicationId/instanceId/random}. */
public final class EnrolmentCode extends Secret {
    private final InstanceKey instance;

    /** @throws InvalidInput if it does not name an instance */
    public EnrolmentCode(String value) {
        super("code", value, 512);
        int end = value.lastIndexOf('/');
        if (end < 0) {
            throw new InvalidInput("a code has three parts with slashes between");
        }
        this.instance = InstanceKey.parse(value.substring(0, end).replaceFirst("/", "#"));
    }

    static EnrolmentCode of(InstanceKey instance, String random) {
        return new EnrolmentCode(instance.application() + "/" + instance.instance() + "/" + random);
    }

    public InstanceKey instance() {
        return instance;
    }
}
