package io.claviger.sandbox.entitlement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.claviger.sandbox.oauth.Client;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The authentication sessions of the last half hour, in memory. Safe for many threads. */
public final class AuthenticationSessions {
    // Adobe's codes live this long.
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final int MAX = 100_000;
    private static final int CODE_LENGTH = 7;
    // Without letters and digits that look alike on a TV.
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Cache<String, AuthenticationSession> byCode =
            Caffeine.newBuilder().maximumSize(MAX).build();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    /** Dates the sessions by the clock. */
    public AuthenticationSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** A session that is not stored yet. */
    public AuthenticationSession begin(
            Client client, String device, String serviceProvider, Map<String, String> parameters) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new AuthenticationSession(
                newCode(),
                UUID.randomUUID().toString(),
                client,
                device,
                serviceProvider,
                Map.copyOf(parameters),
                now,
                now.plus(LIFETIME),
                false);
    }

    /** Stores a session, so that its code opens it. */
    public void store(AuthenticationSession session) {
        byCode.put(session.code(), session);
    }

    /** The session of this code, unless it has expired. */
    public Optional<AuthenticationSession> find(String code) {
        return Optional.ofNullable(byCode.getIfPresent(code)).filter(this::isOpen);
    }

    /** Adds parameters to a session. */
    public Optional<AuthenticationSession> resume(String code, Map<String, String> given) {
        return Optional.ofNullable(byCode.asMap().computeIfPresent(code, (key, session) -> session.with(given)))
                .filter(this::isOpen);
    }

    /** Notes that the viewer signed in or refused. */
    public void answer(String code) {
        byCode.asMap().computeIfPresent(code, (key, session) -> session.withAnswer());
    }

    /** The sessions that wait for their viewers, the newest first. */
    public List<AuthenticationSession> waiting(int max) {
        return byCode.asMap().values().stream()
                .filter(session -> isOpen(session) && !session.answered())
                .sorted(Comparator.comparing(AuthenticationSession::notBefore).reversed())
                .limit(max)
                .toList();
    }

    private boolean isOpen(AuthenticationSession session) {
        return clock.instant().isBefore(session.notAfter());
    }

    private String newCode() {
        var code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
