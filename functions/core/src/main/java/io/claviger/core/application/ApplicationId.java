package io.claviger.core.application;

import io.claviger.core.credentials.InvalidInput;
import java.util.regex.Pattern;

/** The programmer's own name for an application: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,127}}. */
public record ApplicationId(String value) implements Comparable<ApplicationId> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** @throws InvalidInput if it does not match */
    public ApplicationId {
        if (!ID.matcher(value).matches()) {
            throw new InvalidInput("applicationId must match " + ID);
        }
    }

    @Override
    public int compareTo(ApplicationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
