package io.claviger.core.application;

import java.time.Instant;

/**
 * The refusal for which a statement is suspect or revoked.
 *
 * @param where the endpoint that refused: {@code register}, {@code token} or {@code api}
 * @param code Adobe's error code
 * @param seenAt when the refusal was received
 */
public record Evidence(String where, String code, Instant seenAt) {}
