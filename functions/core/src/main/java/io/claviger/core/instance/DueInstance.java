package io.claviger.core.instance;

import java.time.Instant;

/** An instance whose token is to be refreshed at {@code dueAt}. */
public record DueInstance(InstanceKey key, Instant dueAt) {}
