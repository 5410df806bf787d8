package io.claviger.sandbox.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where on the dashboard a registered application was created. */
public enum Level {
    /** For all of the programmer's channels, or for the channels listed. */
    @JsonProperty("programmer")
    PROGRAMMER,
    /** For one channel. */
    @JsonProperty("channel")
    CHANNEL
}
