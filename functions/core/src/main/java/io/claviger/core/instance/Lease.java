package io.claviger.core.instance;

import java.time.Instant;

/** The exclusive right to refresh, deregister or, for a canary, check, until a time. */
public record Lease(String owner, Instant until) {}
