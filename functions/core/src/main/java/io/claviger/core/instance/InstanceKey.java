package io.claviger.core.instance;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.StatementFingerprint;

/** Identifies an instance among all applications; written {@code applicationId#instanceId}. */
public record InstanceKey(ApplicationId application, InstanceId instance) {

    /** The instance whose client is the canary of a software statement. */
    public static InstanceKey canaryOf(ApplicationId application, StatementFingerprint statement) {
        return new InstanceKey(application, InstanceId.canaryOf(statement));
    }

    /** @throws InvalidInput if the text is not an application id and an instance id with {@code #} between them */
    public static InstanceKey parse(String text) {
        int separator = text.indexOf('#');
        if (separator < 0) {
            throw new InvalidInput("an instance key is applicationId#instanceId");
        }
        return new InstanceKey(
                new ApplicationId(text.substring(0, separator)), new InstanceId(text.substring(separator + 1)));
    }

    public boolean isCanary() {
        return instance.isCanary();
    }

    @Override
    public String toString() {
        return application + "#" + instance;
    }
}
