package io.claviger.core.instance;

import java.time.Instant;

/** The exclusive right to refresh an instance's token or, for a canary, to check its statement, until a time. */
public record Lease(String owner, Instant until) {}
