package io.claviger.core.application;

import java.time.Instant;

/**
 * Why a statement is under suspicion or held to be revoked.
 *
 * @param where the endpoint that refused: {@code register}, {@code token} or {@code api}
 * @param code Adobe's error code
 */
public record Evidence(String where, String code, Instant seenAt) {}
