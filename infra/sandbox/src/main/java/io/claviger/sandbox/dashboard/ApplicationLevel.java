package io.claviger.sandbox.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The level of the dashboard on which a registered application is created. */
public enum ApplicationLevel {
    /** For all of the programmer's channels, or for the channels listed. */
    @JsonProperty("programmer")
    PROGRAMMER,
    /** For one channel. */
    @JsonProperty("channel")
    CHANNEL
}
