package io.claviger.core.instance;

import java.time.Instant;

/** The authorization server refused an instance's client credentials. {@code code} is Adobe's error code, {@code seenAt} when it was received. */
public record Rejection(String code, Instant seenAt) {}
