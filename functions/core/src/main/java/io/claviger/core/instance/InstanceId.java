package io.claviger.core.instance;

import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.credentials.StatementFingerprint;
import java.util.regex.Pattern;

/**
 * The programmer's own name for one app on one device: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,127}}. The canary of a
 * software statement has an id that no programmer can choose, because it begins with an underscore.
 */
public record InstanceId(String value) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern CANARY = Pattern.compile("_canary-[0-9a-f]{64}");

    /** @throws InvalidInput if it does not match */
    public InstanceId {
        if (!ID.matcher(value).matches() && !CANARY.matcher(value).matches()) {
            throw new InvalidInput("instanceId must match " + ID);
        }
    }

    /** @throws InvalidInput if a programmer cannot choose this id */
    public static InstanceId chosen(String value) {
        if (!ID.matcher(value).matches()) {
            throw new InvalidInput("instanceId must match " + ID);
        }
        return new InstanceId(value);
    }

    static InstanceId canaryOf(StatementFingerprint statement) {
        return new InstanceId("_canary-" + statement.hex());
    }

    boolean isCanary() {
        return CANARY.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
