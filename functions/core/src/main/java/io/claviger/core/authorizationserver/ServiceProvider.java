package io.claviger.core.authorizationserver;

import io.claviger.core.credentials.InvalidInput;
import java.util.regex.Pattern;

/** The identifier of a programmer's channel in Adobe Pass's paths ({@code /api/v2/{serviceProvider}/…}). */
public record ServiceProvider(String value) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** @throws InvalidInput if it does not match {@code [A-Za-z0-9][A-Za-z0-9._-]{0,127}} */
    public ServiceProvider {
        if (!ID.matcher(value).matches()) {
            throw new InvalidInput("service_provider must match " + ID);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
