package io.claviger.core.instance;

import java.time.Instant;

/** The authorization server refused an instance's credentials at {@code seenAt}, with Adobe's error {@code code}. */
public record Refusal(String code, Instant seenAt) {}
