package io.claviger.sandbox.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The names of Adobe's endpoints, as faults use them. */
public enum EndpointName {
    /** {@code POST /o/client/register}. */
    @JsonProperty("register")
    REGISTER,
    /** {@code POST /o/client/token}. */
    @JsonProperty("token")
    TOKEN,
    /** Everything under {@code /api/v2/}. */
    @JsonProperty("api")
    API;

    /** As {@code revocation_shows_at} and {@code paths} have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
