package io.claviger.core.authorizationserver;

import java.time.Duration;
import java.util.Locale;

/** Why a call says nothing about statement or credentials. A failure never changes an application's state. */
public sealed interface Failure {

    /** The kinds of failure, without their reasons. */
    enum Kind {
        THROTTLED,
        UNAVAILABLE,
        UNINTELLIGIBLE,
        REQUEST_REFUSED;

        /** A word for metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a failed request may have done. */
    enum Effect {
        /** Nothing: it was not sent, or the answer was a 4xx. */
        NONE,
        /** Perhaps all that it asked for: it was sent, and the answer does not rule that out. */
        UNKNOWN
    }

    /** 429. Adobe's throttling page asks to wait at least one second. */
    record Throttled(Duration retryAfter) implements Failure {
        @Override
        public String code() {
            return label();
        }
    }

    /**
     * No answer in time, no connection or a broken one, a 408 or a 5xx; or a call that was not made. {@code code} is
     * short, stable and holds nothing secret.
     */
    record Unavailable(String code, Effect effect) implements Failure {
        /** For a request that may have been carried out. */
        public Unavailable(String code) {
            this(code, Effect.UNKNOWN);
        }

        /** For a request that was not sent. */
        public static Unavailable unsent(String code) {
            return new Unavailable(code, Effect.NONE);
        }
    }

    /** An answer outside the documented protocol. {@code code} is short, stable and holds nothing secret. */
    record Unintelligible(String code, Effect effect) implements Failure {
        /** For a request that may have been carried out. */
        public Unintelligible(String code) {
            this(code, Effect.UNKNOWN);
        }
    }

    /** A documented refusal of the request itself, such as {@code invalid_request}; {@code code} is the error code. */
    record RequestRefused(String code) implements Failure {}

    /** The reason: short, stable and nothing secret. */
    String code();

    /** Whether the authorization server may have carried out the request. */
    default boolean mayHaveBeenDone() {
        Effect effect = switch (this) {
            case Throttled _, RequestRefused _ -> Effect.NONE;
            case Unavailable unavailable -> unavailable.effect();
            case Unintelligible unintelligible -> unintelligible.effect();
        };
        return effect == Effect.UNKNOWN;
    }

    default Kind kind() {
        return switch (this) {
            case Throttled _ -> Kind.THROTTLED;
            case Unavailable _ -> Kind.UNAVAILABLE;
            case Unintelligible _ -> Kind.UNINTELLIGIBLE;
            case RequestRefused _ -> Kind.REQUEST_REFUSED;
        };
    }

    /** The kind in lower case, for metrics. */
    default String label() {
        return kind().label();
    }
}
