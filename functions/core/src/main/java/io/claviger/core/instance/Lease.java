package io.claviger.core.instance;

import java.time.Instant;

/** The sole right to refresh an instance's token, for a while. */
public record Lease(String owner, Instant until) {}
