package io.claviger.sandbox.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The parts of Adobe Pass that faults, the throttle and the request log tell apart. */
public enum Endpoint {
    /** {@code POST /o/client/register}. */
    @JsonProperty("register")
    REGISTER,
    /** {@code POST /o/client/token}. */
    @JsonProperty("token")
    TOKEN,
    /** Everything under {@code /api/v2/}. */
    @JsonProperty("api")
    API;

    /** As it is written in {@code revocation_shows_at} and {@code paths}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
